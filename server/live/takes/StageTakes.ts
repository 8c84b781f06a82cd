import type { types } from 'mediasoup';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { MediaSource, StagePhase } from '#shared/live/stage.ts';
import type { StageBook } from '#shared/live/stageBook.ts';
import type { StageRouter } from '../rtc/StageRouter.ts';

/** Where a producer comes in, and can be taken from. */
export type TakeRouter = Pick<StageRouter, 'createPlainTransport' | 'rtpCapabilities'>;

/** What somebody on the stage sends now. */
export type TakeProducer = {
  readonly accountId: string;
  readonly name: string;
  readonly source: MediaSource;
  readonly producer: types.Producer;
  readonly router: TakeRouter;
  /** The workshop asks nobody, or the account has agreed (rule L8). */
  readonly mayBeRecorded: boolean;
};

/** All of a stage that a take follows; `since`: when its recording began, `null` while it is not recorded. */
export type TakeStage = {
  readonly workshopId: string;
  readonly sessionId: string;
  readonly phase: StagePhase;
  /** `book.recording.since`. */
  readonly since: number | null;
  /** Of everybody on the stage; none once its router has died or everybody has left. */
  readonly producers: readonly TakeProducer[];
  readonly spotlight: string | null;
  readonly playing: StageBook['playing'];
  /** `book.recording.by`: the job is put down to them. */
  readonly by: string | null;
};

export type Made = StageBook['recording']['made'];
/**
 * The making of a stage's recording has come to another point. `failed` of one that is still recorded: nothing can
 * be written any more (a full disk), so its recording is over, and the stage says so (`since` becomes `null`).
 * Rejects where the stage could not store it; it is told again then, and may be told what it knows.
 */
export type MadeListener = (
  ref: { readonly workshopId: string; readonly sessionId: string },
  made: Made,
) => Promise<void>;

/**
 * The recording of stages (rule L8), as a stage sees it. It is told how the stage is, not what has changed: what
 * that asks for (a take that begins or ends, segments that are opened and closed, the timeline) is found out by
 * comparing. Nothing here waits or throws: a recording that fails never stops a stage.
 */
export interface StageTakes {
  /** Before a recording begins. Throws `RefusedError` cannot-process where the hub has no ffmpeg, disk-full. */
  assertReady(): Promise<void>;
  /** After every commit that changed something of it, when a stage opens, when its router died, when it closes. */
  follow(stage: TakeStage): void;
  /** Who is heard now, `null` for nobody. */
  heard(sessionId: string, accountId: string | null): void;
  /** Returns what ends the listening. */
  onMade(listener: MadeListener): () => void;
}

/** Of a hub without recordings. */
export const noTakes: StageTakes = {
  assertReady: () => Promise.reject(new RefusedError('cannot-process', 'this hub records no stages')),
  follow: () => undefined,
  heard: () => undefined,
  onMade: () => () => undefined,
};
