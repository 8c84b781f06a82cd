import type { z } from 'zod';
import { type artifact, artifactKind } from '../../artifact.ts';
import { talkLink, type talkLinkKind } from '../../talk.ts';
import { shortName } from './DraftRows.ts';
import type { Field } from './fieldLines.ts';
import { readInline } from './inlineText.ts';
import type { Ledger } from './Ledger.ts';

export const yes = (text: string): boolean => /^\s*(?:yes|true|y)\b/i.test(text);

type LinkKind = z.infer<typeof talkLinkKind>;

function linkKind(words: string): LinkKind {
  if (/paper|pdf|preprint|publication/i.test(words)) return 'paper';
  if (/slides/i.test(words)) return 'slides';
  if (/poster/i.test(words)) return 'poster';
  if (/video|recording/i.test(words)) return 'video';
  return 'web';
}

/** The links of a `Links:`, `Paper:` or `Slides:` line; what is no address of the web is told. */
export function readLinks({ markdown, line, label }: Field, ledger: Ledger): z.infer<typeof talkLink>[] {
  return readInline(markdown).links.flatMap((link) => {
    const kind = linkKind(label.startsWith('link') ? link.label : label);
    const read = talkLink.safeParse({ kind, label: shortName(link.label || link.url), url: link.url });
    if (read.success) return [read.data];
    ledger.remark('not-understood', 'bad-link', line, link.url);
    return [];
  });
}

/** `code: [Title](https://…); data: Title` */
export function readArtifacts({ markdown, line }: Field, ledger: Ledger): z.infer<typeof artifact>[] {
  return markdown.split(/\s*;\s*/).flatMap((part) => {
    const [, kind = '', rest = ''] = /^(\w+):\s*(.+)$/.exec(part) ?? [];
    const known = artifactKind.safeParse(kind.toLowerCase());
    const { text: title, links } = readInline(rest);
    if (!known.success || title === '') {
      ledger.remark('not-understood', 'no-place-for-it', line, part);
      return [];
    }
    const url = links.find((link) => /^https?:\/\//.test(link.url))?.url ?? null;
    return [{ kind: known.data, title: shortName(title), url }];
  });
}
