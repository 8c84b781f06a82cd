import { z } from 'zod';
import type { Moment } from '../../moment.ts';
import type { Where } from '../draft.ts';
import { asFields, asList, type Fields, field, rawText } from '../source/FieldReader.ts';
import type { ImportScope } from '../source/ImportScope.ts';
import type { NamedRows } from '../source/NamedRows.ts';
import { SourceClock } from '../source/SourceClock.ts';
import type { IndicoPeople } from './IndicoPeople.ts';

export type IndicoScope = ImportScope & { readonly rooms: NamedRows; readonly people: IndicoPeople };

const dated = z.object({ date: z.string(), time: z.string(), tz: z.string().nullish() });

/** Indico's `{date, time, tz}` (a text in ISO 8601 too) as a moment. A zone that there is not is said. */
export function indicoMoment(value: unknown, where: Where, { clock, notes }: ImportScope): Moment {
  const read = dated.safeParse(value).data;
  if (!read) return clock.moment(value === null || asFields(value) === null ? value : 'date', where);
  const own = new SourceClock(notes, clock.zone);
  if (read.tz) own.setZone(read.tz, where);
  return own.moment(`${read.date} ${read.time}`.trim(), where);
}

/** The room of something, its short name before the long one; `null` where it is nowhere. */
export function indicoRoom(from: Fields, where: Where, { read, rooms }: IndicoScope): string | null {
  const at = { where, scope: 'room' };
  const name = read.line(field(from, 'room'), at) ?? read.line(field(from, 'roomFullname'), at);
  return name === null ? null : rooms.keyOf(name, where);
}

/** Keywords; Indico writes them as a list, in older versions as one text with a line for each. */
export function indicoTopics(value: unknown, where: Where, { read }: ImportScope): string[] {
  const given = Array.isArray(value) ? asList(value) : (rawText(value) ?? '').split('\n');
  return [...new Set(given.flatMap((word) => read.line(word, { where, scope: 'keywords' }) ?? []))];
}

/** Files of folders and of the older `material`, as links. */
export function indicoLinks(from: Fields, path: string, { read }: ImportScope) {
  const folders = asList(field(from, 'folders')).flatMap((folder) =>
    asList(field(asFields(folder) ?? {}, 'attachments')),
  );
  const material = asList(field(from, 'material')).flatMap((one) =>
    asList(field(asFields(one) ?? {}, 'resources')),
  );
  const links = [...folders, ...material].flatMap((value, index) => {
    const one = asFields(value) ?? {};
    const at = { where: { path: `${path}.folders[${index}]` }, scope: 'attachments' };
    const url = read.url(field(one, 'download_url') ?? field(one, 'link_url') ?? field(one, 'url'), at);
    if (url === null) return [];
    const label = read.line(field(one, 'title') ?? field(one, 'name') ?? field(one, 'fileName'), at) ?? url;
    const kind = /slides|\.pptx?$/i.test(label) ? ('slides' as const) : ('web' as const);
    return [{ kind, label, url }];
  });
  return [...new Map(links.map((link) => [link.url, link])).values()];
}
