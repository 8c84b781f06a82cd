import { afterAll, expect, it } from 'vitest';
import { closeApps, openLiveRoom, openWorkshop, startApp } from '#tests/support/people.ts';
import { startHub } from '#tests/support/startHub.ts';
import { bundleBarePage } from './bareStage/bundleBarePage.ts';
import { startBareStage } from './bareStage/server.ts';
import { describeFigure, measurePairs, recordFigure, recordLimit } from './figures.ts';
import { joinByClick, leaveRoom } from './support/joinByClick.ts';
import { type BarePage, openBare } from './support/openBare.ts';
import { percentile } from './support/percentile.ts';
import { watchWire } from './support/watchWire.ts';

const name = 'join';
const pairs = 12;

/** A worker asks a camera for a key frame at most once a second; the next join would wait for that. */
const settle = () => new Promise((done) => setTimeout(done, 1500));

describeFigure(name, 'joining a stage', async () => {
  const hub = await startHub();
  const bare = await startBareStage(await bundleBarePage());
  const [publisher, audience] = [await openBare(bare.address), await openBare(bare.address)];
  afterAll(async () => {
    await publisher.app.close();
    await audience.app.close();
    await closeApps();
    await bare.stop();
    await hub.stop();
  });

  it('shows the first remote frame, set beside a bare mediasoup page in the same Electron, after two round trips', async () => {
    await publisher.page.evaluate(() => (window as unknown as BarePage).publish('video'));
    const speaker = await startApp({ invite: hub.invites.moderator });
    await openLiveRoom(speaker.page);
    await speaker.page.getByRole('button', { name: 'Go live' }).click();
    await speaker.page.getByTestId('dock-camera').click();
    const attendee = await startApp({ invite: hub.invites.attendee });
    await openWorkshop(attendee.page);
    await attendee.page.locator('main a[href*="/live/"]').first().waitFor();
    const wire = await watchWire(attendee.page);
    const roundTrips: number[] = [];

    const ours = async () => {
      await settle();
      await wire.begin();
      const took = await joinByClick(attendee.page);
      roundTrips.push(await wire.roundTripsToMedia());
      await leaveRoom(attendee.page);
      return took;
    };
    const baseline = async () => {
      await settle();
      return audience.page.evaluate(() => (window as unknown as BarePage).join());
    };
    const common = { unit: 'ms', baseline: 'bare mediasoup page, same Electron', better: 'lower' } as const;
    const kept = await measurePairs(pairs, ours, baseline);
    const figure = recordFigure({ ...common, name, title: 'Join to first remote frame', aim: 1.25 }, kept);
    const late = { ours: [percentile(kept.ours, 95)], baseline: [percentile(kept.baseline, 95)] };
    recordFigure(
      { ...common, name: 'joinLate', title: `Its 95th percentile, of ${pairs} joins`, aim: 1.25 },
      late,
    );
    const trips = { name: 'joinRoundTrips', title: 'Round trips to the hub before media', unit: '' };
    recordLimit({ ...trips, limit: 2 }, roundTrips);
    expect(figure.pairs).toBe(pairs);
  });
});
