import { z } from 'zod';

/**
 * A schedule.json as its readers take it: c3voc's schema in the words of `FORMATS.md`, ours in that it is
 * stricter where we always write a field. Events, persons, rooms and references take no other field.
 */
const stamp = z.iso.datetime({ offset: true });
const slug = z.string().regex(/^[a-z0-9_-]+[a-z0-9]$/);

const reference = z.strictObject({
  title: z.string(),
  url: z.url(),
  type: z.enum(['slides', 'paper', 'web', 'blog', 'article', 'media', 'related', 'activitypub']),
});

const person = z.strictObject({
  code: z.string().regex(/^[A-Z0-9]+$/),
  guid: z.uuid(),
  name: z.string().min(1),
  public_name: z.string(),
  avatar: z.url().nullable(),
  biography: z.string().nullable(),
  url: z.url(),
});

const event = z.strictObject({
  guid: z.uuid(),
  code: z.string().regex(/^[A-Z0-9]+$/),
  id: z.int().min(1),
  date: stamp,
  start: z.string().regex(/^(0[0-9]|1[0-9]|2[0-3]):[0-5][0-9]$/),
  end: stamp,
  duration: z.string().regex(/^[0-9]{2,}:[0-5][0-9]$/),
  room: z.string().min(1),
  slug,
  url: z.url(),
  title: z.string().min(1),
  subtitle: z.string(),
  track: z.string().nullable(),
  type: z.string().min(1),
  language: z.string().nullable(),
  abstract: z.string().nullable(),
  description: z.string().nullable(),
  recording_license: z.string(),
  do_not_record: z.boolean().nullable(),
  persons: z.array(person),
  links: z.array(reference),
  attachments: z.array(reference),
});

const day = z.strictObject({
  index: z.int().min(1),
  date: z.iso.date(),
  day_start: stamp,
  day_end: stamp,
  rooms: z.record(z.string().min(1), z.array(event).min(1)),
});

const conference = z.strictObject({
  acronym: z.string().regex(/^[a-z0-9_-][a-z0-9_]{3,}$/),
  title: z.string().min(1),
  start: z.iso.date().optional(),
  end: z.iso.date().optional(),
  daysCount: z.int().nonnegative(),
  timeslot_duration: z.string().regex(/^\d\d:\d\d$/),
  time_zone_name: z.string().min(1),
  rooms: z.array(
    z.strictObject({
      name: z.string().min(1),
      slug,
      guid: z.uuid(),
      description: z.string().nullable(),
      capacity: z.number().nullable(),
    }),
  ),
  tracks: z.array(
    z.strictObject({
      name: z.string().min(1),
      slug,
      color: z
        .string()
        .regex(/^#[0-9a-f]{6}$/)
        .optional(),
    }),
  ),
  days: z.array(day),
});

const shape = z.strictObject({
  $schema: z.string(),
  generator: z.object({ name: z.string(), version: z.string(), url: z.url().optional() }),
  schedule: z.object({ url: z.url(), version: z.string(), base_url: z.url(), conference }),
});

const isUnique = (values: readonly unknown[]): boolean => new Set(values).size === values.length;

/** The shape, and what JSON schema cannot say: names that name, and a day for each entry. */
export const frabJsonSchema = shape.superRefine(({ schedule: { conference: of } }, ctx) => {
  const fail = (message: string): void => {
    ctx.addIssue({ code: 'custom', message });
  };
  const names = of.rooms.map(({ name }) => name);
  if (!isUnique(names)) fail('two rooms have one name');
  if (!isUnique(of.tracks.map(({ name }) => name))) fail('two tracks have one name');
  if (of.daysCount !== of.days.length) fail('daysCount is not the count of the days');
  of.days.forEach(({ index }, at) => {
    if (index !== at + 1) fail('the days are not numbered from 1');
  });
  const events = of.days.flatMap((one) =>
    Object.entries(one.rooms).flatMap(([room, all]) => {
      if (!names.includes(room) && room !== 'To be announced')
        fail(`the room ${room} is not among the rooms`);
      for (const found of all) {
        if (found.room !== room) fail(`${found.title} is listed in another room than its own`);
        if (found.track !== null && !of.tracks.some(({ name }) => name === found.track))
          fail('unknown track');
        const at = Date.parse(found.date);
        if (at < Date.parse(one.day_start) || at > Date.parse(one.day_end) + 60_000)
          fail('outside of its day');
      }
      return all;
    }),
  );
  for (const key of ['guid', 'id', 'slug'] as const) {
    if (!isUnique(events.map((found) => found[key]))) fail(`two events have one ${key}`);
  }
});
