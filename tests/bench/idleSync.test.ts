import { afterAll, expect, it } from 'vitest';
import type { FetchHub } from '#shared/contracts/callHub.ts';
import { startDevice } from '../renderer/sync/device.ts';
import { describeFigure, recordLimit } from './figures.ts';
import { startBigProgram } from './support/bigProgram.ts';

const name = 'idle-sync';
const size = 10_000;

describeFigure(name, 'a sync in which nothing changed', async () => {
  const hub = await startBigProgram(size);
  afterAll(() => hub.stop());

  it('is counted in round trips and bytes beside the first sync', async () => {
    let trips = 0;
    let bytes = 0;
    const counting: FetchHub = async (url, init) => {
      const answer = await fetch(url, init);
      const body = await answer.arrayBuffer();
      trips += 1;
      bytes += body.byteLength;
      return new Response(body, answer);
    };
    const device = await startDevice(hub.invites.attendee, { slug: 'dlsuper-isc19', fetch: counting });
    const first = bytes;
    const idle: { readonly trips: number; readonly share: number }[] = [];
    for (let i = 0; i < 12; i += 1) {
      trips = 0;
      bytes = 0;
      await device.sync.engine.pullAll();
      idle.push({ trips, share: (100 * bytes) / first });
    }
    await device.close();
    expect(first).toBeGreaterThan(1_000_000);
    recordLimit(
      { name, title: 'Round trips of a sync in which nothing changed', unit: '', limit: 1 },
      idle.map((one) => one.trips),
    );
    recordLimit(
      { name: 'idle-sync-bytes', title: 'Its bytes, of those of the first sync', unit: '%', limit: 0.5 },
      idle.map((one) => one.share),
    );
  });
});
