import type { ProgramKind } from '../programKinds.ts';
import type { DraftRow } from './draft.ts';
import { matchKey } from './matchRows.ts';
import type { Fields } from './newRowData.ts';

type Ids = ReadonlyMap<string, string>;

/** The fields of a draft row with ids in place of keys; a key that names nothing becomes nothing. */
export function resolveKeys(draft: DraftRow, ids: Ids): Fields {
  const one = (kind: ProgramKind, key: unknown): string | null =>
    typeof key === 'string' ? (ids.get(matchKey(kind, key)) ?? null) : null;
  const many = (kind: ProgramKind, keys: readonly string[]): readonly string[] =>
    keys.flatMap((key) => one(kind, key) ?? []);
  switch (draft.kind) {
    case 'seat':
      return { ...draft.data, personId: one('person', draft.data.personId) };
    case 'session': {
      const { roomId, trackId, chairIds, covers, ...same } = draft.data;
      return {
        ...same,
        ...(roomId === undefined ? {} : { roomId: one('room', roomId) }),
        ...(trackId === undefined ? {} : { trackId: one('track', trackId) }),
        ...(chairIds ? { chairIds: many('person', chairIds) } : {}),
        ...(covers
          ? {
              covers: covers.kind === 'talks' ? { ...covers, talkIds: many('talk', covers.talkIds) } : covers,
            }
          : {}),
      };
    }
    case 'talk': {
      const { sessionId, roomId, trackId, speakers, ...same } = draft.data;
      return {
        ...same,
        ...(sessionId === undefined ? {} : { sessionId: one('session', sessionId) }),
        ...(roomId === undefined ? {} : { roomId: one('room', roomId) }),
        ...(trackId === undefined ? {} : { trackId: one('track', trackId) }),
        ...(speakers
          ? {
              speakers: speakers.flatMap(({ personId, affiliations }) => {
                const id = one('person', personId);
                return id ? [{ personId: id, affiliations }] : [];
              }),
            }
          : {}),
      };
    }
    default:
      return draft.data;
  }
}
