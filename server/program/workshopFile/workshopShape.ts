import { z } from 'zod';
import { artifact } from '#shared/program/artifact.ts';
import { requirement } from '#shared/program/requirement.ts';
import { covers, sessionKind } from '#shared/program/session.ts';
import { talkKind, talkLink } from '#shared/program/talk.ts';
import { link, programState, workshopMode } from '#shared/program/workshop.ts';
import { keyField, momentField, optionalText, phaseList, textField, textList, zoneField } from './fields.ts';

const everyOtherTalk = covers.options[1].shape.kind;

const named = z.strictObject({ key: keyField, name: textField, description: optionalText });
const room = named.extend({ capacity: z.int().positive().nullable().default(null) });
const track = named.extend({
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/, 'is no colour: write #rrggbb')
    .nullable()
    .default(null),
});
const person = z.strictObject({
  name: textField,
  affiliations: textList,
  bio: optionalText,
  links: z.array(link.strict()).default([]),
  sample: z.boolean().default(false),
});
const speaker = z.preprocess(
  (raw) => (typeof raw === 'string' ? { person: raw } : raw),
  z.strictObject({ person: z.string(), affiliations: z.array(textField).nullable().default(null) }),
);

const session = z.strictObject({
  key: keyField,
  kind: sessionKind,
  title: textField,
  room: z.string().nullable().default(null),
  track: z.string().nullable().default(null),
  start: momentField,
  end: momentField,
  chairs: z.array(z.string()).default([]),
  phases: phaseList,
  description: optionalText,
  live: z.boolean().default(false),
  covers: z
    .union([everyOtherTalk, z.array(z.string())])
    .nullable()
    .default(null),
  state: programState,
});

const talk = z.strictObject({
  key: keyField,
  session: z.string().nullable().default(null),
  room: z.string().nullable().default(null),
  track: z.string().nullable().default(null),
  kind: talkKind,
  title: textField,
  abstract: optionalText,
  outline: textList,
  speakers: z.array(speaker).default([]),
  start: momentField,
  minutes: z.number().positive().nullable().default(null),
  phases: phaseList,
  topics: textList,
  artifacts: z.array(artifact).default([]),
  links: z.array(talkLink.strict()).default([]),
  language: optionalText,
  license: optionalText,
  mayBeRecorded: z.boolean().nullable().default(null),
  state: programState,
});

/** What stands between the two `---` lines of a `workshop.md`. */
export const workshopShape = z.strictObject({
  title: textField,
  acronym: optionalText,
  hostEvent: optionalText,
  place: optionalText,
  mode: workshopMode.nullable().default(null),
  zone: zoneField,
  first: momentField,
  last: momentField,
  summary: optionalText,
  topics: textList,
  audience: textList,
  outcomes: textList,
  requirements: z.array(requirement).default([]),
  links: z.array(link.strict()).default([]),
  contacts: z.array(z.strictObject({ name: optionalText, email: z.email() })).default([]),
  proceedings: optionalText,
  state: programState,
  deadlines: z
    .array(
      z.strictObject({
        key: keyField,
        label: textField,
        when: momentField,
        anywhereOnEarth: z.boolean().default(false),
      }),
    )
    .default([]),
  announcements: z
    .array(
      z.strictObject({
        key: keyField,
        title: textField,
        text: textField,
        when: momentField,
        expires: momentField,
      }),
    )
    .default([]),
  rooms: z.array(room).default([]),
  tracks: z.array(track).default([]),
  people: z.record(keyField, person).default({}),
  committees: z.array(z.strictObject({ name: textField, members: z.array(z.string()) })).default([]),
  sessions: z.array(session).default([]),
  talks: z.array(talk).default([]),
});
export type WorkshopFacts = Readonly<z.output<typeof workshopShape>>;
