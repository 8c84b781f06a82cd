import { z } from 'zod';

/** What an account is in one workshop. */
export const role = z.enum(['attendee', 'speaker', 'moderator', 'organizer']);
export type Role = z.infer<typeof role>;

export const account = z.object({ id: z.uuid(), name: z.string().min(1).max(120) });
export type Account = Readonly<z.infer<typeof account>>;

/** An account in a workshop; a speaker's is linked to a person of its program. */
export const membership = z.object({
  workshopId: z.uuid(),
  role,
  personId: z.uuid().nullable(),
});
export type Membership = Readonly<z.infer<typeof membership>>;
