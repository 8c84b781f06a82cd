import type { Row, RowKind } from '../sync/rows.ts';

/** A row that another row names. */
export type Reference = { readonly kind: RowKind; readonly id: string; readonly field: string };

const at = (kind: RowKind, field: string, ids: readonly (string | null)[]): readonly Reference[] =>
  ids.flatMap((id) => (id === null ? [] : [{ kind, id, field }]));

/** Which rows of its workshop a row names; those must exist for as long as it does. */
export function referencesOf(row: Pick<Row, 'kind' | 'data'>): readonly Reference[] {
  const typed = row as Row;
  switch (typed.kind) {
    case 'seat':
      return at('person', 'personId', [typed.data.personId]);
    case 'session': {
      const { roomId, trackId, chairIds, covers } = typed.data;
      return [
        ...at('room', 'roomId', [roomId]),
        ...at('track', 'trackId', [trackId]),
        ...at('person', 'chairIds', chairIds),
        ...(covers.kind === 'talks' ? at('talk', 'covers', covers.talkIds) : []),
      ];
    }
    case 'talk': {
      const { sessionId, roomId, trackId, speakers } = typed.data;
      return [
        ...at('session', 'sessionId', [sessionId]),
        ...at('room', 'roomId', [roomId]),
        ...at('track', 'trackId', [trackId]),
        ...at(
          'person',
          'speakers',
          speakers.map(({ personId }) => personId),
        ),
      ];
    }
    case 'recording':
      return typed.data.of.kind === 'talk'
        ? at('talk', 'of', [typed.data.of.talkId])
        : at('session', 'of', [typed.data.of.sessionId]);
    case 'question':
      return [
        ...at('talk', 'talkId', [typed.data.talkId]),
        ...at('session', 'sessionId', [typed.data.sessionId]),
      ];
    case 'stage':
      return at('session', 'sessionId', [typed.data.sessionId]);
    default:
      return [];
  }
}
