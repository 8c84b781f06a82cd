import type { Talk } from '../../talk.ts';
import { asFields, asList, type FieldReader, type Fields, field, rawText } from '../source/FieldReader.ts';

type TalkLink = Talk['links'][number];

const kinds: Readonly<Record<string, TalkLink['kind']>> = {
  slides: 'slides',
  paper: 'paper',
  poster: 'poster',
  media: 'video',
  video: 'video',
};

const words: readonly (readonly [RegExp, TalkLink['kind']])[] = [
  [/slides|\.pptx?$|presentation/i, 'slides'],
  [/poster/i, 'poster'],
  [/paper|article|preprint/i, 'paper'],
  [/video|recording/i, 'video'],
];

/** What a link leads to, by its type, else by its words. */
function kindOf(type: string | null, label: string): TalkLink['kind'] {
  const known = type !== null && Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  return known ?? words.find(([pattern]) => pattern.test(label))?.[1] ?? 'web';
}

/** The links and attachments of an event; one that is no address on the web is left out, and said. */
export function linksOf(event: Fields, path: string, read: FieldReader): TalkLink[] {
  const of = (group: string) => asList(field(event, group)).map((one, index) => ({ one, group, index }));
  const links = [...of('links'), ...of('attachments')].flatMap(({ one, group, index }) => {
    const from = asFields(one) ?? { url: one };
    const at = { where: { path: `${path}.${group}[${index}]` }, scope: `events[].${group}` };
    const url = read.url(field(from, 'url'), at);
    if (url === null) return [];
    const label = read.line(field(from, 'title'), at) ?? url;
    return [{ kind: kindOf(rawText(field(from, 'type')), label), label, url }];
  });
  return [...new Map(links.map((link) => [link.url, link])).values()];
}
