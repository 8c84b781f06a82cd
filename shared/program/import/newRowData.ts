import { z } from 'zod';
import { type RowData, rowKinds } from '../../sync/rows.ts';
import { unknownMoment } from '../moment.ts';
import type { ProgramKind } from '../programKinds.ts';

/** What a new row of each kind has where its source says nothing. Titles and names have no such value. */
const blanks: { readonly [K in ProgramKind]: Readonly<Record<string, unknown>> } = {
  workshop: {
    acronym: null,
    hostEvent: null,
    place: null,
    mode: null,
    zone: null,
    first: unknownMoment,
    last: unknownMoment,
    summary: null,
    about: null,
    topics: [],
    audience: [],
    outcomes: [],
    requirements: [],
    links: [],
    contacts: [],
    proceedings: null,
  },
  deadline: { when: unknownMoment, anywhereOnEarth: false, order: 0 },
  announcement: { text: '', when: unknownMoment, expires: unknownMoment },
  room: { order: 0 },
  track: { order: 0 },
  person: { affiliations: [] },
  seat: { order: 0 },
  session: {
    kind: 'talks',
    roomId: null,
    trackId: null,
    start: unknownMoment,
    end: unknownMoment,
    chairIds: [],
    phases: [],
    description: null,
    live: false,
    covers: { kind: 'talks', talkIds: [] },
    order: 0,
  },
  talk: {
    sessionId: null,
    kind: 'talk',
    abstract: null,
    outline: [],
    speakers: [],
    start: unknownMoment,
    minutes: null,
    phases: [],
    topics: [],
    artifacts: [],
    order: 0,
  },
};

export type Fields = Readonly<Record<string, unknown>>;

/** The data of a row from what a source says of it on top of what was there; what does not fit is told. */
export function rowDataFrom<K extends ProgramKind>(
  kind: K,
  before: Fields | null,
  said: Fields,
): { readonly ok: true; readonly data: RowData<K> & Fields } | { readonly ok: false; readonly why: string } {
  const schema: z.ZodType = rowKinds[kind];
  const read = schema.safeParse({ ...(before ?? blanks[kind]), ...said });
  if (read.success) return { ok: true, data: read.data as RowData<K> & Fields };
  return { ok: false, why: z.prettifyError(read.error) };
}
