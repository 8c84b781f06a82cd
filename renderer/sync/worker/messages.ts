import { z } from 'zod';
import { joinedHub } from '#shared/contracts/ipc.ts';
import { refusalReason } from '#shared/contracts/refusals.ts';
import { socketNotices } from '#shared/contracts/socket.ts';
import { journaled } from '#shared/sync/journal.ts';

const ofHub = z.object({ fingerprint: z.string() });

/** What the worker may ask main, through its window. */
export const workerAsks = [
  'hubs.accessToken',
  'journal.append',
  'journal.read',
  'media.allow',
  'media.hints',
  'downloads.forget',
  'packs.rows',
] as const;
export type WorkerAsk = (typeof workerAsks)[number];

/** Said by a window to its worker. */
export const toWorker = z.discriminatedUnion('say', [
  /** Sync this hub, as soon as no other window does (rule S12). */
  z.object({ say: z.literal('start'), hub: joinedHub }),
  ofHub.extend({ say: z.literal('stop') }),
  ofHub.extend({ say: z.literal('wake') }),
  ofHub.extend({ say: z.literal('offline') }),
  ofHub.extend({ say: z.literal('scopeChanged') }),
  ofHub.extend({ say: z.literal('journaled'), entries: z.array(journaled) }),
  ofHub.extend({ say: z.literal('headMoved'), notice: socketNotices['head.moved'] }),
  /** Main's answer to an ask, as it came. */
  z.object({ say: z.literal('answer'), id: z.int(), answer: z.unknown() }),
]);
export type ToWorker = z.input<typeof toWorker>;

/** Said by the worker to its window. */
export const fromWorker = z.object({
  say: z.literal('ask'),
  id: z.int(),
  name: z.enum(workerAsks),
  request: z.unknown(),
});
export type FromWorker = z.infer<typeof fromWorker>;

const clock = z.object({
  offset: z.number(),
  error: z.number().nonnegative(),
  at: z.number(),
  program: z.object({ realAnchor: z.number(), programAnchor: z.number() }),
});

/** How the sync of one hub stands; said by the worker that runs it to every window of the profile. */
export const syncState = z.object({
  clock,
  status: z.object({
    state: z.enum(['synced', 'syncing', 'offline', 'refused']),
    at: z.number().nullable(),
    reason: refusalReason.nullable(),
  }),
  recovery: z.object({ wasReset: z.boolean(), damaged: z.int() }),
  projected: z.boolean(),
});

/** On the channel of one hub: a window that comes asks, the worker that syncs says. */
export const onChannel = z.discriminatedUnion('say', [
  z.object({ say: z.literal('ask') }),
  z.object({ say: z.literal('state'), state: syncState }),
]);
export type OnChannel = z.infer<typeof onChannel>;

/** The channel and the lock of one database (rule S12). */
export function syncName(database: string): string {
  return `${database}-sync`;
}
