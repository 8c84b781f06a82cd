import { z } from 'zod';
import { moment } from './moment.ts';
import { requirement } from './requirement.ts';

/** Names of a row in other systems, `source:kind/key`; an import finds its rows again by them. */
export const externalIds = z.array(z.string().min(1).max(300)).max(20).default([]);

/** What is cancelled stays visible, and says so. */
export const programState = z.enum(['planned', 'cancelled']).default('planned');

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
  /** What a paper must disclose; talks answer with artifacts. */
  requirements: z.array(requirement),
  links: z.array(link),
  contacts: z.array(contact),
  proceedings: z.string().nullable(),
  /** People agree before they are recorded on a stage (rule L8). */
  asksConsent: z.boolean().default(false),
  state: programState,
  externalIds,
});
export type Workshop = Readonly<z.infer<typeof workshop>>;

/** An important date. `anywhereOnEarth`: the day ends in UTC-12, where the source says so. */
export const deadline = z.object({
  label: z.string().min(1),
  when: moment,
  anywhereOnEarth: z.boolean(),
  order: z.int(),
  externalIds,
});

export const announcement = z.object({
  title: z.string().min(1),
  text: z.string(),
  when: moment,
  expires: moment,
  /** Written by the hub's scheduler when `expires` is past: from then on it is for moderators only. */
  expired: z.boolean().default(false),
  externalIds,
});

export const room = z.object({
  name: z.string().min(1),
  order: z.int(),
  description: z.string().nullable().default(null),
  capacity: z.int().positive().nullable().default(null),
  externalIds,
});

export const track = z.object({
  name: z.string().min(1),
  order: z.int(),
  description: z.string().nullable().default(null),
  /** `#rrggbb`, as its source gives it; the interface only ever shows it beside the name. */
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/)
    .nullable()
    .default(null),
  externalIds,
});
