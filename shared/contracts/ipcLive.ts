import { z } from 'zod';

/** A screen or a window that can be shown on a stage. `picture`: a small PNG as a data URL. */
export const screenSource = z.object({
  id: z.string().max(200),
  name: z.string(),
  kind: z.enum(['screen', 'window']),
  picture: z.string().nullable(),
});
export type ScreenSource = Readonly<z.infer<typeof screenSource>>;

/** The one page that our own page may open in a window: a stage that was popped out (rule D1). */
export const STAGE_WINDOW = '/stage-window.html';

const done = z.object({});

export const liveRequests = {
  /** `sound`: whether this platform gives what the computer plays. Lectern's own windows are not among the sources. */
  'screens.list': {
    request: done,
    reply: z.object({ sources: z.array(screenSource), sound: z.boolean() }),
  },
  /** What the window's next `getDisplayMedia` is answered with, within 10 s; `not-found` where it is gone. */
  'screens.choose': { request: z.object({ id: z.string().max(200), sound: z.boolean() }), reply: done },
  /** The popped out stage above all other windows, or among them again. */
  'stageWindow.keepOnTop': { request: z.object({ onTop: z.boolean() }), reply: done },
} as const;

export const liveNotices = {
  /** The computer slept and is awake again, so the network may be another. */
  'power.resumed': done,
} as const;
