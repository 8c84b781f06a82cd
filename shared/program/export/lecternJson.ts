import type { Row } from '../../sync/rows.ts';
import type { ProgramKind } from '../programKinds.ts';
import type { Exported, ExportSource } from './exported.ts';

/** The version of our own file that is written, and the newest that is read. */
export const LECTERN_JSON_VERSION = 1;

/** The workshop first, and before a row what it names, as far as that goes. */
const ORDER: readonly ProgramKind[] = [
  'workshop',
  'room',
  'track',
  'person',
  'seat',
  'deadline',
  'announcement',
  'session',
  'talk',
];

const placeOf: ReadonlyMap<string, number> = new Map(ORDER.map((kind, place) => [kind, place]));

const orderOf = (row: Row): number => ('order' in row.data ? row.data.order : 0);

/**
 * A workshop's whole program as a file of our own, which `readLecternJson` reads again without loss. A row
 * is there with its id, so that the file finds its rows again wherever it is read a second time.
 */
export function lecternJson(source: Pick<ExportSource, 'rows'>): Exported {
  const rows = source.rows
    .flatMap((row) => {
      const place = placeOf.get(row.kind);
      return place === undefined ? [] : [{ row, place }];
    })
    .sort((a, b) => a.place - b.place || orderOf(a.row) - orderOf(b.row) || (a.row.id < b.row.id ? -1 : 1))
    .map(({ row: { kind, id, data } }) => ({ kind, id, data }));
  const file = { lectern: 'workshop', version: LECTERN_JSON_VERSION, rows };
  return { text: `${JSON.stringify(file, null, 2)}\n`, entries: rows.length, leftOut: [] };
}
