import { z } from 'zod';
import { moment } from './moment.ts';

export const workshopMode = z.enum(['onsite', 'online', 'hybrid']);
export const link = z.object({ label: z.string().min(1), url: z.url({ protocol: /^https?$/ }) });
export const contact = z.object({ name: z.string().nullable(), email: z.email() });

/** One edition of one event. `null` and unknown moments are what the source leaves open. */
export const workshop = z.object({
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  title: z.string().min(1),
  acronym: z.string().nullable(),
  hostEvent: z.string().nullable(),
  place: z.string().nullable(),
  mode: workshopMode.nullable(),
  /** IANA zone; `null` where no source says it, and then times are shown in UTC. */
  zone: z.string().nullable(),
  first: moment,
  last: moment,
  summary: z.string().nullable(),
  /** Markdown. */
  about: z.string().nullable(),
  topics: z.array(z.string().min(1)),
  audience: z.array(z.string().min(1)),
  outcomes: z.array(z.string().min(1)),
  requirements: z.array(z.string().min(1)),
  links: z.array(link),
  contacts: z.array(contact),
  proceedings: z.string().nullable(),
});
export type Workshop = Readonly<z.infer<typeof workshop>>;

/** An important date. `anywhereOnEarth`: the day ends in UTC-12, where the source says so. */
export const deadline = z.object({
  label: z.string().min(1),
  when: moment,
  anywhereOnEarth: z.boolean(),
  order: z.int(),
});

export const announcement = z.object({
  title: z.string().min(1),
  text: z.string(),
  when: moment,
  expires: moment,
});

export const room = z.object({ name: z.string().min(1), order: z.int() });
export const track = z.object({ name: z.string().min(1), order: z.int() });
