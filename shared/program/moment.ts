import { z } from 'zod';

/** `2020-06-25`, a calendar date (ISO 8601) that exists. */
export const isoDate = z.iso.date();
/** `2020-06-25T14:00:00.000Z`, an instant in UTC. */
export const isoInstant = z.iso.datetime();

/**
 * When something happens, as exactly as its source says and no more.
 * Unknown is shown as "to be announced" and left out of grids and calendars.
 */
export const moment = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unknown') }),
  z.object({ kind: z.literal('year'), year: z.int().min(1900).max(2200) }),
  z.object({ kind: z.literal('date'), date: isoDate }),
  z.object({ kind: z.literal('instant'), at: isoInstant }),
]);
export type Moment = Readonly<z.infer<typeof moment>>;

export const unknownMoment: Moment = { kind: 'unknown' };
