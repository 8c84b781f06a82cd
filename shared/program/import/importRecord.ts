import { z } from 'zod';

export const importFormat = z.enum([
  'lectern',
  'markdown',
  'pretalx-widget',
  'frab-json',
  'frab-xml',
  'mini-conf',
  'clowdr-csv',
  'indico',
  'icalendar',
]);
export type ImportFormat = z.infer<typeof importFormat>;

/** A row that an undo left as it is, because somebody edited it after the import. */
export const keptRow = z.object({ kind: z.string(), id: z.uuid(), title: z.string() });

/** That an import was made: for moderators, so that it can be found and undone. */
export const importRecord = z.object({
  format: importFormat,
  /** File name or address, as the importing person gave it. */
  source: z.string().max(500),
  at: z.iso.datetime(),
  by: z.string(),
  added: z.int().nonnegative(),
  changed: z.int().nonnegative(),
  removed: z.int().nonnegative(),
  state: z.enum(['applied', 'undone']),
  kept: z.array(keptRow),
});
