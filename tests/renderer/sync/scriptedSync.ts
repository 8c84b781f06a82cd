import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect } from 'vitest';
import type { HubDatabase } from '#renderer/sync/database.ts';
import { baseRows } from '#renderer/sync/readBase.ts';
import { SyncEngine } from '#renderer/sync/SyncEngine.ts';
import { PROTOCOL } from '#shared/contracts/protocol.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { fingerprint, freshDatabase, type ScriptedCall, scriptedHttp, workshopId } from './scriptedHub.ts';

export const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const recordingId = uuid(70);
export const room = (n: number, rev: number) => ({
  workshopId,
  kind: 'room',
  id: uuid(n),
  rev,
  data: { name: `Room ${n}`, order: n },
});
export const gone = (kind: string, id: string, rev: number) => ({ workshopId, kind, id, rev, data: null });
export const contents = (rev: number) => ({
  workshopId,
  kind: 'recordingContents',
  id: recordingId,
  rev,
  data: {
    recordingId,
    talkId: null,
    released: true,
    renditions: [{ id: 'a'.repeat(64), kind: 'video', type: 'video/mp4', size: 10, width: 1, height: 1 }],
    chapters: [],
    cues: [],
    language: 'en',
    captionTracks: [{ language: 'en', hash: 'c'.repeat(64) }],
    poster: null,
  },
});
export type Page = { snapshot: boolean; changes: unknown[]; cursor: string; head: number; more: boolean };

/** The state of the scripted hub and of what the engine told main; made anew for each test. */
type World = {
  database: HubDatabase;
  pages: Map<string, Page | Error>;
  epoch: string;
  member: boolean;
  /** The cursor of who has everything. */
  standing: string;
  calls: ScriptedCall[];
  forgotten: string[];
  forgetFails: boolean;
  allowed: string[][];
  photos: string[][];
  bound: boolean[];
  hints: string[];
  resent: (string | null)[];
  betweenPages: (() => Promise<void>) | null;
  /** What this computer's clock shows, in ms, and by how much each answer moves it. */
  now: number;
  slow: number;
};
export let at: World;

beforeEach(() => {
  at = {
    database: freshDatabase(),
    pages: new Map(),
    epoch: uuid(50),
    member: true,
    standing: 'somewhere',
    calls: [],
    forgotten: [],
    forgetFails: false,
    allowed: [],
    photos: [],
    bound: [],
    hints: [],
    resent: [],
    betweenPages: null,
    now: Date.parse('2026-01-01T00:00:00.000Z'),
    slow: 0,
  };
});
afterEach(() => at.database.delete());

export async function answer(call: ScriptedCall): Promise<unknown> {
  at.calls.push(call);
  const hubNow = new Date(at.now).toISOString();
  at.now += at.slow;
  const hub = {
    lectern: 'hub',
    protocol: PROTOCOL,
    name: 'Sample',
    fingerprint,
    publicKey: fingerprint,
    epoch: at.epoch,
    rehearsal: false,
    clock: { hubNow, programNow: '2020-06-23T00:00:00.000Z' },
  };
  if (call.name === 'hub') return hub;
  const membership = { workshopId, role: 'attendee', personId: null };
  if (call.name === 'workshops')
    return {
      hub,
      workshops: at.member
        ? [{ id: workshopId, slug: 'sample', head: 1, membership, cursor: at.standing }]
        : [],
    };
  const meanwhile = at.betweenPages;
  at.betweenPages = null;
  await meanwhile?.();
  const page = at.pages.get(call.query.cursor ?? 'none');
  if (page instanceof Error) throw page;
  return page;
}

export const engine = () =>
  new SyncEngine({
    fingerprint,
    database: at.database,
    http: scriptedHttp(answer),
    now: () => at.now,
    resend: async () => {
      at.resent.push((await at.database.hub.get('hub'))?.epoch ?? null);
      return 0;
    },
    media: {
      forget: async (hub, id) => {
        expect(hub).toBe(fingerprint);
        if (at.forgetFails) throw new RefusedError('hub-error');
        at.forgotten.push(id);
      },
      allow: async (_, grants, shown) => {
        at.allowed.push(grants.flatMap(({ rendition, blobs }) => [rendition.id, ...blobs]));
        at.photos.push(shown.map(({ hash }) => hash));
        at.bound = grants.map(({ mayBeKept }) => !mayBeKept);
      },
      hint: async (_, given) =>
        void at.hints.push(
          given.map((one) => `${one.recordingId.at(-1)} ${one.starred} ${one.watched}`).join(),
        ),
    },
  });
export const roomsHeld = async () => (await baseRows(at.database, workshopId, 'room')).map((r) => r.id);
