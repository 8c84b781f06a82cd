import { afterAll, expect, it, vi } from 'vitest';
import type { DownloadState } from '#shared/contracts/ipcDownloads.ts';

const workshopId = '00000000-0000-4000-8000-000000000001';
const recordingId = '00000000-0000-4000-8000-000000000002';
const refAt = (hub: string) => ({
  hub,
  workshopId,
  recordingId,
  rendition: {
    id: 'a'.repeat(64),
    kind: 'video' as const,
    type: 'video/mp4',
    size: 10,
    width: 1,
    height: 1,
  },
});
const joined = (fingerprint: string) => ({
  fingerprint,
  address: 'http://127.0.0.1:1',
  name: fingerprint,
  rehearsal: true,
  account: { id: workshopId, name: 'Sample Attendee' },
  memberships: [],
});

const complete: DownloadState = { state: 'complete' };
const order = [{ hub: 'two', renditionId: 'a'.repeat(64) }];
let say: (notice: unknown) => void = () => undefined;
vi.stubGlobal('window', {
  addEventListener: () => undefined,
  lectern: {
    ask: async (name: string, request: { hub: string }) => {
      if (name === 'downloads.order') return { ok: { order } };
      if (name === 'hubs.list') return { ok: [joined('one'), joined('two')] };
      return { ok: request.hub === 'one' ? [{ ref: refAt('one'), download: complete }] : [] };
    },
    listen: (name: string, listener: (notice: unknown) => void) => {
      if (name === 'downloads.changed') say = listener;
      return () => undefined;
    },
  },
});
afterAll(() => vi.unstubAllGlobals());

it('the same video on two hubs has a state of its own on each', async () => {
  const { downloads } = await import('#renderer/recordings/downloads.ts');
  const stop = downloads.subscribe(() => undefined);
  await expect.poll(() => downloads.get(refAt('one'))).toEqual(complete);
  expect(downloads.get(refAt('two'))).toEqual({ state: 'absent' });
  const running = { state: 'running', bytes: 5, perSecond: null } as const;
  say({ ref: refAt('two'), download: running });
  expect(downloads.get(refAt('two'))).toEqual(running);
  await expect.poll(() => downloads.queue()).toEqual([{ ref: refAt('two'), download: running }]);
  expect(downloads.get(refAt('one'))).toEqual(complete);
  stop();
});
