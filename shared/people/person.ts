import { z } from 'zod';

export const person = z.object({
  name: z.string().min(1),
  affiliations: z.array(z.string().min(1)),
  /** True for the made-up people and texts of a demonstration; the interface says so. */
  sample: z.boolean(),
});

/** A committee seat: who serves, and as what (`Organizer`, `Author`). */
export const seat = z.object({ personId: z.uuid(), committee: z.string().min(1), order: z.int() });
