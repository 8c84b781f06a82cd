import { z } from 'zod';
import { chatRules } from './chat.ts';
import { playedTogether } from './playedTogether.ts';
import { airing } from './stage.ts';
import { stageRecording } from './stageRecording.ts';
import { stageTimer } from './stageTimer.ts';

const named = z.object({ accountId: z.uuid(), name: z.string() });

/** What a stage keeps beside its phase and its places; stored before it is announced (rule L7). Instants are the hub's. */
export const stageBook = z.object({
  liveSince: z.number().nullable().default(null),
  /** In the order of raising. */
  hands: z
    .array(named.extend({ raisedAt: z.number(), firstTime: z.boolean(), invited: airing.nullable() }))
    .default([]),
  /** Brought up from the audience. */
  guests: z.array(z.object({ accountId: z.uuid(), airs: airing })).default([]),
  /** Brought down by who runs the stage, though their role would have them stand there. */
  down: z.array(z.uuid()).default([]),
  spotlight: z.uuid().nullable().default(null),
  timer: stageTimer.nullable().default(null),
  playing: playedTogether.nullable().default(null),
  /** The `run` of the last playing. */
  runs: z.int().nonnegative().default(0),
  /** `by`: who began it last. */
  recording: stageRecording
    .pick({ since: true, made: true })
    .extend({ by: z.uuid().nullable() })
    .default({ since: null, made: 'none', by: null }),
  /** Who has agreed to be recorded. */
  agreed: z.array(z.uuid()).default([]),
  chat: chatRules.default({ locked: false, slow: 0 }),
  banned: z.array(named).default([]),
});
export type StageBook = Readonly<z.infer<typeof stageBook>>;

export const emptyBook: StageBook = stageBook.parse({});
