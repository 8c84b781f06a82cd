import { z } from 'zod';

/** The kinds of rows that make up a program; organizers write them, by hand or by an import. */
export const programKind = z.enum([
  'workshop',
  'deadline',
  'announcement',
  'room',
  'track',
  'person',
  'seat',
  'session',
  'talk',
]);
export type ProgramKind = z.infer<typeof programKind>;
