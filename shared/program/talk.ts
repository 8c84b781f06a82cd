import { z } from 'zod';
import { moment } from './moment.ts';
import { phase } from './session.ts';

export const talkKind = z.enum(['invited', 'paper', 'tutorial', 'customer', 'demo', 'lightning', 'talk']);

export const artifactKind = z.enum(['algorithm', 'code', 'data', 'model', 'hardware', 'software']);
export const artifact = z.object({
  kind: artifactKind,
  title: z.string().min(1),
  url: z.url({ protocol: /^https?$/ }).nullable(),
});

/** A speaker of a talk, with the affiliations held when it was given. */
export const talkSpeaker = z.object({ personId: z.uuid(), affiliations: z.array(z.string()) });

export const talk = z.object({
  sessionId: z.uuid().nullable(),
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
  order: z.int(),
});
export type Talk = Readonly<z.infer<typeof talk>>;
