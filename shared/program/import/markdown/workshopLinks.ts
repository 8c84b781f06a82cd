import type { RowData } from '../../../sync/rows.ts';
import { link as linkShape } from '../../workshop.ts';
import { shortName } from './DraftRows.ts';
import type { Page } from './Page.ts';

type Link = RowData<'workshop'>['links'][number];

const hostOf = (url: string): string => /^https?:\/\/([^/?#]{1,200})/i.exec(url)?.[1] ?? url;

/** The links of a page's own text, each address once with its shortest label; what is no web address is told. */
export function workshopLinks({ links, ledger, rows }: Page): Link[] {
  const found = new Map<string, Link>();
  const ofTalks = new Set(rows.of('talk').flatMap(({ data }) => (data.links ?? []).map(({ url }) => url)));
  for (const { link, line } of links.found) {
    if (/^mailto:/i.test(link.url) || ofTalks.has(link.url)) continue;
    const label = link.label === '' || link.label === link.url ? hostOf(link.url) : link.label;
    const read = linkShape.safeParse({ label: shortName(label), url: link.url });
    if (!read.success) {
      ledger.remark('not-understood', 'bad-link', line, link.url);
      continue;
    }
    const known = found.get(read.data.url);
    if (!known || read.data.label.length < known.label.length) found.set(read.data.url, read.data);
  }
  return [...found.values()];
}
