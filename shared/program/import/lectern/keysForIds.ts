import type { Row } from '../../../sync/rows.ts';
import type { ProgramKind } from '../../programKinds.ts';

/** A row of a file of ours, with the ids of the hub that it was written from. */
export type ReadRow = {
  readonly [K in ProgramKind]: Pick<Row<K>, 'kind' | 'id' | 'data'> & { readonly path: string };
}[ProgramKind];

/** `lectern:talk/0192…`: how a row is known wherever its file is read. */
export const keyOf = (kind: ProgramKind, id: string): string => `lectern:${kind}/${id}`;

/** The data of a row with keys in place of the ids of other rows; `missing` is told of each that is not there. */
export function keysForIds(
  row: ReadRow,
  known: ReadonlySet<string>,
  missing: (kind: ProgramKind, id: string) => void,
): ReadRow['data'] {
  const many = (kind: ProgramKind, ids: readonly string[]): string[] =>
    ids.flatMap((id) => {
      const key = keyOf(kind, id.toLowerCase());
      if (known.has(key)) return [key];
      missing(kind, id);
      return [];
    });
  const one = (kind: ProgramKind, id: string | null): string | null =>
    id === null ? null : (many(kind, [id])[0] ?? null);
  switch (row.kind) {
    case 'seat':
      return { ...row.data, personId: keyOf('person', row.data.personId.toLowerCase()) };
    case 'session': {
      const { covers, roomId, trackId, chairIds } = row.data;
      return {
        ...row.data,
        roomId: one('room', roomId),
        trackId: one('track', trackId),
        chairIds: many('person', chairIds),
        covers: covers.kind === 'talks' ? { ...covers, talkIds: many('talk', covers.talkIds) } : covers,
      };
    }
    case 'talk': {
      const { sessionId, roomId, trackId, speakers } = row.data;
      return {
        ...row.data,
        sessionId: one('session', sessionId),
        roomId: one('room', roomId),
        trackId: one('track', trackId),
        speakers: speakers.flatMap(({ personId, affiliations }) =>
          many('person', [personId]).map((key) => ({ personId: key, affiliations })),
        ),
      };
    }
    default:
      return row.data;
  }
}
