import type { TalkEntry } from '#renderer/program/talkEntries.ts';
import type { Moment } from '#shared/program/moment.ts';
import { type Row, type RowInput, type RowKind, rowKinds } from '#shared/sync/rows.ts';

export const workshopId = '018f3a1c-0000-7000-8000-000000000000';
/** A UUID for a small number, so that tests can name rows. */
export const id = (n: number) => `018f3a1c-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const instant = (at: string): Moment => ({ kind: 'instant', at: new Date(at).toISOString() });
export const unknown: Moment = { kind: 'unknown' };

export function row<K extends RowKind>(kind: K, n: number, data: RowInput<K>): Row<K> {
  return { workshopId, kind, id: id(n), rev: n + 1, data: rowKinds[kind].parse(data) } as unknown as Row<K>;
}

type SessionPart = Partial<RowInput<'session'>>;
export const session = (n: number, part: SessionPart = {}): Row<'session'> =>
  row('session', n, {
    kind: 'talks',
    title: `Session ${n}`,
    roomId: null,
    trackId: null,
    start: unknown,
    end: unknown,
    chairIds: [],
    phases: [],
    description: null,
    live: false,
    covers: { kind: 'talks', talkIds: [] },
    order: n,
    ...part,
  });

type TalkPart = Partial<RowInput<'talk'>>;
export const talk = (n: number, part: TalkPart = {}, recorded = false): TalkEntry => ({
  talk: row('talk', n, {
    sessionId: null,
    kind: 'paper',
    title: `Talk ${n}`,
    abstract: null,
    outline: [],
    speakers: [],
    start: unknown,
    minutes: null,
    phases: [],
    topics: [],
    artifacts: [],
    order: n,
    ...part,
  }),
  speakers: [],
  recording: recorded
    ? row('recording', n + 5000, {
        of: { kind: 'talk', talkId: id(n) },
        release: unknown,
        duration: 60,
        size: 1,
        sample: true,
        description: null,
      })
    : null,
  contents: null,
});
