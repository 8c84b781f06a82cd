import { z } from 'zod';
import { externalIds, link } from '../program/workshop.ts';
import { sha256Hex } from '../recordings/manifest.ts';

export const person = z.object({
  name: z.string().min(1),
  affiliations: z.array(z.string().min(1)),
  /** Markdown. */
  bio: z.string().nullable().default(null),
  /** A blob of the hub's media store. */
  photo: sha256Hex.nullable().default(null),
  links: z.array(link).default([]),
  /** True for the made-up people and texts of a demonstration; the interface says so. */
  sample: z.boolean().default(false),
  externalIds,
});

/** A committee seat: who serves, and as what (`Organizer`, `Author`). */
export const seat = z.object({
  personId: z.uuid(),
  committee: z.string().min(1),
  order: z.int(),
  externalIds,
});
