import { rmSync, statSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { FaultyNetwork } from '#tests/support/FaultyNetwork.ts';
import { launchApp } from '#tests/support/launchApp.ts';
import { describeFigure, recordLimit } from './figures.ts';
import { atHub, download } from './support/download.ts';
import { seededPlaces } from './support/seekVideo.ts';
import { startBigHub } from './support/startBigHub.ts';

const name = 'resume';
const runs = 10;
/** About 40 MB. */
const seconds = 30;
const seed = 20201114;

describeFigure(name, 'a download after kill -9', async () => {
  const { hub, ref, file } = await startBigHub(seconds);
  const network = await FaultyNetwork.create(hub.address);
  afterAll(async () => {
    await network.close();
    await hub.stop();
  });

  it('fetches few bytes twice', async () => {
    const { size } = statSync(file);
    const twice: number[] = [];
    for (const part of seededPlaces(seed, runs, 1)) {
      network.bytesPerSecond = 8_000_000;
      const before = network.mediaBytes();
      const first = await launchApp({ invite: network.through(hub.invites.attendee) });
      await first.page
        .getByRole('link', { name: /MLHPCS/ })
        .first()
        .waitFor();
      download(first.page, ref).catch(() => 'killed on its way');
      const enough = size * (0.1 + 0.8 * part);
      await expect
        .poll(() => network.mediaBytes() - before, { interval: 5, timeout: 60_000 })
        .toBeGreaterThan(enough);
      await first.kill();
      network.bytesPerSecond = null;
      const second = await launchApp({ profile: first.profile });
      await expect
        .poll(() => second.page.evaluate((hub) => window.lectern.ask('downloads.list', { hub }), ref.hub), {
          timeout: 60_000,
        })
        .toMatchObject({
          ok: [{ ref: { rendition: { id: atHub(ref).renditionId } }, download: { state: 'complete' } }],
        });
      await second.close();
      twice.push((network.mediaBytes() - before - size) / 2 ** 20);
      rmSync(first.profile, { recursive: true });
    }
    const limit = recordLimit(
      {
        name,
        title: 'Fetched twice after kill -9 of a download on several connections',
        unit: 'MiB',
        limit: 4,
      },
      twice,
    );
    expect(limit.runs).toBe(runs);
  });
});
