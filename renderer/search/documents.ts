import { assertNever } from '#shared/assertNever.ts';
import type { Cue } from '#shared/recordings/recording.ts';
import type { MarkEntry } from '#shared/sync/journalFold.ts';
import type { Row } from '#shared/sync/rows.ts';

/** What can be found, in the order in which kinds are shown. */
export const searchKinds = [
  'workshop',
  'session',
  'talk',
  'person',
  'announcement',
  'captions',
  'note',
] as const;
export type SearchKind = (typeof searchKinds)[number];

/** What a document is found by. `places`: affiliations. */
export const searchFields = ['title', 'people', 'topics', 'places', 'text', 'captions'] as const;
export type SearchField = (typeof searchFields)[number];

/** One thing that is found, with its texts by field. */
export type SearchDocument = Readonly<Record<SearchField, string>> & {
  readonly id: string;
  readonly kind: SearchKind;
  /** The hub's fingerprint. */
  readonly hub: string;
  readonly workshopId: string;
  /** The row that is opened; of captions and notes their talk. `''` where there is none to open. */
  readonly rowId: string;
  /** How it is called where its title is not what was found by; `''` where it has none. */
  readonly name: string;
  readonly cues: readonly Cue[];
  /** Of a note, where in the recording it is, in seconds; `null` elsewhere. */
  readonly second: number | null;
};

/** Rows that something is found by. */
export type SearchRow = Row<(typeof searchRowKinds)[number]>;
export const searchRowKinds = [
  'workshop',
  'session',
  'talk',
  'person',
  'announcement',
  'recordingContents',
] as const satisfies readonly Row['kind'][];

/** A document that is made only where its signature is another than the one indexed. */
export type DocumentPlan = {
  readonly id: string;
  readonly signature: string;
  readonly make: () => SearchDocument;
};

type Rows = ReadonlyMap<string, SearchRow>;
export const rowKey = (kind: Row['kind'], id: string) => `${kind} ${id}`;

/** What of one workshop's base (by `rowKey`) can be found. */
export function planDocuments(hub: string, rows: Rows): readonly DocumentPlan[] {
  const plans: DocumentPlan[] = [];
  for (const row of rows.values()) {
    const names = namedBy(row, rows);
    if (row.kind === 'recordingContents' && row.data.cues.length === 0) continue;
    plans.push({
      id: `${hub} ${row.workshopId} ${row.kind} ${row.id}`,
      signature: [row, ...names].map(({ rev }) => rev).join(' '),
      make: () => documentOf(hub, row, names),
    });
  }
  return plans;
}

/** The rows whose names stand in a document, so that it changes with them. */
function namedBy(row: SearchRow, rows: Rows): readonly SearchRow[] {
  switch (row.kind) {
    case 'talk':
      return row.data.speakers.flatMap(({ personId }) => rows.get(rowKey('person', personId)) ?? []);
    case 'session':
      return row.data.chairIds.flatMap((id) => rows.get(rowKey('person', id)) ?? []);
    case 'recordingContents':
      return row.data.talkId === null ? [] : [rows.get(rowKey('talk', row.data.talkId)) ?? []].flat();
    case 'workshop':
    case 'person':
    case 'announcement':
      return [];
    default:
      return assertNever(row);
  }
}

const empty = {
  title: '',
  people: '',
  topics: '',
  places: '',
  text: '',
  captions: '',
  cues: [],
  second: null,
} as const;
const lines = (...texts: readonly (string | null | readonly string[])[]) =>
  texts
    .flat()
    .filter((text) => text !== null && text !== '')
    .join('\n');

/** Short things in a row, as they are shown. */
const dotted = (texts: readonly (string | null)[]) =>
  texts.filter((text) => text !== null && text !== '').join(' · ');

function documentOf(hub: string, row: SearchRow, named: readonly SearchRow[]): SearchDocument {
  const id = `${hub} ${row.workshopId} ${row.kind} ${row.id}`;
  const at = { ...empty, id, hub, workshopId: row.workshopId, rowId: row.id };
  const people = named.flatMap((one) => (one.kind === 'person' ? [one.data] : []));
  const names = people.map(({ name }) => name).join(', ');
  switch (row.kind) {
    case 'workshop': {
      const { title, acronym, hostEvent, place, topics, summary, about } = row.data;
      const named = lines(title, acronym);
      const text = lines(summary, about);
      return {
        ...at,
        kind: 'workshop',
        name: title,
        title: named,
        topics: dotted(topics),
        places: dotted([hostEvent, place]),
        text,
      };
    }
    case 'talk': {
      const { title, topics, abstract, outline, speakers } = row.data;
      const then = speakers.flatMap(({ affiliations }) => affiliations);
      const places = dotted([...new Set(then.length > 0 ? then : people.flatMap((p) => p.affiliations))]);
      const text = lines(abstract, outline);
      return { ...at, kind: 'talk', name: title, title, people: names, topics: dotted(topics), places, text };
    }
    case 'session': {
      const { title, description } = row.data;
      return { ...at, kind: 'session', name: title, title, people: names, text: lines(description) };
    }
    case 'person': {
      const { name, affiliations, bio } = row.data;
      return { ...at, kind: 'person', name, title: name, places: dotted(affiliations), text: lines(bio) };
    }
    case 'announcement': {
      const { title, text } = row.data;
      return { ...at, kind: 'announcement', name: title, title, text };
    }
    case 'recordingContents': {
      const talk = named.find((one) => one.kind === 'talk');
      const { cues, talkId } = row.data;
      const captions = cues.map(({ text }) => text).join('\n');
      const name = talk?.data.title ?? '';
      return { ...at, kind: 'captions', rowId: talkId ?? row.id, name, captions, cues };
    }
    default:
      return assertNever(row);
  }
}

/** The person's notes and named bookmarks. `rowsOf` gives a workshop's rows, by `rowKey`. */
export function planNotes(
  hub: string,
  marks: readonly MarkEntry[],
  rowsOf: (workshopId: string) => Rows | undefined,
): readonly DocumentPlan[] {
  return marks.flatMap((mark): DocumentPlan[] => {
    const { markId, workshopId, recordingId, second, text } = mark;
    const rows = rowsOf(workshopId);
    if (text === '' || !rows) return [];
    const contents = rows.get(rowKey('recordingContents', recordingId));
    const talkId = contents?.kind === 'recordingContents' ? contents.data.talkId : null;
    const talk = talkId === null ? undefined : rows.get(rowKey('talk', talkId));
    const name = talk?.kind === 'talk' ? talk.data.title : '';
    const id = `${hub} ${workshopId} note ${markId}`;
    const at = { ...empty, id, kind: 'note', hub, workshopId, rowId: talk?.id ?? '' } as const;
    return [{ id, signature: `${talk?.rev} ${second} ${text}`, make: () => ({ ...at, name, text, second }) }];
  });
}
