import { z } from 'zod';
import { covers, sessionKind } from '#shared/program/session.ts';
import { artifact, talkKind } from '#shared/program/talk.ts';
import { link, workshopMode } from '#shared/program/workshop.ts';
import { keyField, momentField, optionalText, phaseList, textField, textList, zoneField } from './fields.ts';

const everyOtherTalk = covers.options[1].shape.kind;

const named = z.strictObject({ key: keyField, name: textField });
const person = z.strictObject({
  name: textField,
  affiliations: textList,
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
});

const talk = z.strictObject({
  key: keyField,
  session: z.string().nullable().default(null),
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
  requirements: textList,
  links: z.array(link.strict()).default([]),
  contacts: z.array(z.strictObject({ name: optionalText, email: z.email() })).default([]),
  proceedings: optionalText,
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
  rooms: z.array(named).default([]),
  tracks: z.array(named).default([]),
  people: z.record(keyField, person).default({}),
  committees: z.array(z.strictObject({ name: textField, members: z.array(z.string()) })).default([]),
  sessions: z.array(session).default([]),
  talks: z.array(talk).default([]),
});
export type WorkshopFacts = Readonly<z.output<typeof workshopShape>>;
