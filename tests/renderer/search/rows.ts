import { rowKey, type SearchRow } from '#renderer/search/documents.ts';
import type { RowInput, RowKind } from '#shared/sync/rows.ts';
import { rowKinds } from '#shared/sync/rows.ts';

export const workshopId = '0190a000-0000-7000-8000-000000000001';
export const hub = 'h'.repeat(43);

/** A UUID that ends in a number. */
export const idOf = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** A row as the base has it, its defaults filled in. */
export function row<K extends RowKind>(kind: K, n: number, data: RowInput<K>, rev = 1): SearchRow {
  const id = kind === 'workshop' ? workshopId : idOf(n);
  return { workshopId, kind, id, rev, data: rowKinds[kind].parse(data) } as unknown as SearchRow;
}

const unknown = { kind: 'unknown' } as const;

export const talkData = (title: string, more: Partial<RowInput<'talk'>> = {}): RowInput<'talk'> => ({
  sessionId: null,
  kind: 'talk',
  title,
  abstract: null,
  outline: [],
  speakers: [],
  start: unknown,
  minutes: null,
  phases: [],
  topics: [],
  artifacts: [],
  order: 0,
  ...more,
});

export const personData = (name: string, affiliations: readonly string[] = []): RowInput<'person'> => ({
  name,
  affiliations: [...affiliations],
});

export const contentsData = (
  recordingId: string,
  talkId: string | null,
  cues: readonly (readonly [start: number, text: string])[],
): RowInput<'recordingContents'> => ({
  recordingId,
  talkId,
  released: true,
  renditions: [{ id: 'a'.repeat(64), kind: 'video', type: 'video/mp4', size: 10, width: 16, height: 9 }],
  chapters: [],
  cues: cues.map(([start, text]) => ({ start, end: start + 4, text })),
  language: 'en',
  poster: null,
});

export const workshopData = (title: string, topics: readonly string[] = []): RowInput<'workshop'> => ({
  slug: 'sample',
  title,
  acronym: null,
  hostEvent: null,
  place: null,
  mode: null,
  zone: null,
  first: unknown,
  last: unknown,
  summary: null,
  about: null,
  topics: [...topics],
  audience: [],
  outcomes: [],
  requirements: [],
  links: [],
  contacts: [],
  proceedings: null,
});

export const byKey = (rows: readonly SearchRow[]): Map<string, SearchRow> =>
  new Map(rows.map((one) => [rowKey(one.kind, one.id), one]));
