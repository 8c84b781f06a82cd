import { z } from 'zod';
import { artifact } from './artifact.ts';
import { moment } from './moment.ts';
import { phase } from './session.ts';
import { externalIds, programState } from './workshop.ts';

export const talkKind = z.enum(['invited', 'paper', 'tutorial', 'customer', 'demo', 'lightning', 'talk']);

/** A speaker of a talk, with the affiliations held when it was given. */
export const talkSpeaker = z.object({ personId: z.uuid(), affiliations: z.array(z.string()) });

export const talkLinkKind = z.enum(['paper', 'slides', 'poster', 'video', 'web']);
export const talkLink = z.object({
  kind: talkLinkKind,
  label: z.string().min(1),
  url: z.url({ protocol: /^https?$/ }),
});

export const talk = z.object({
  sessionId: z.uuid().nullable(),
  /** Of a talk that stands by itself; one in a session is where its session is. */
  roomId: z.uuid().nullable().default(null),
  trackId: z.uuid().nullable().default(null),
  kind: talkKind,
  title: z.string().min(1),
  abstract: z.string().nullable(),
  outline: z.array(z.string().min(1)),
  speakers: z.array(talkSpeaker),
  start: moment,
  /** Planned length in minutes; `null` is to be announced. */
  minutes: z.number().positive().nullable(),
  phases: z.array(phase),
  topics: z.array(z.string()),
  artifacts: z.array(artifact),
  links: z.array(talkLink).default([]),
  /** BCP 47. */
  language: z.string().nullable().default(null),
  license: z.string().nullable().default(null),
  /** `null` where nobody has said. */
  mayBeRecorded: z.boolean().nullable().default(null),
  order: z.int(),
  state: programState,
  externalIds,
});
export type Talk = Readonly<z.infer<typeof talk>>;
