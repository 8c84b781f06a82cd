import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { HubNamespace } from '#tests/faults/HubNamespace.ts';
import { startHubBehind } from '#tests/faults/startHubBehind.ts';
import { fakeDevices } from '#tests/support/launchApp.ts';
import { closeApps, openLiveRoom, startApp } from '#tests/support/people.ts';
import { expectSound } from '#tests/support/stagePages.ts';
import { describeFigure, measurePairs, recordFigure } from './figures.ts';
import { BareProcess } from './support/BareProcess.ts';
import { concealedPercent, countConcealed, playedSamples } from './support/countConcealed.ts';
import { type BarePage, openBare } from './support/openBare.ts';
import { writeSteadyVoice } from './support/steadyVoice.ts';

const pairs = 12;
const WINDOW_MS = 15_000;

describeFigure('concealed', 'sound under loss', async () => {
  const network = await HubNamespace.create();
  const folder = await mkdtemp(join(tmpdir(), 'lectern-voice-'));
  const voice = join(folder, 'voice.wav');
  await writeSteadyVoice(voice);
  const speaks = [`--use-file-for-fake-audio-capture=${voice}`];
  const hub = await startHubBehind(network);
  const bare = await BareProcess.start(network.within, network.address);
  const [publisher, audience] = [await openBare(bare.address, speaks), await openBare(bare.address)];
  afterAll(async () => {
    await network.mend();
    await publisher.app.close();
    await audience.app.close();
    await closeApps();
    await bare.stop();
    await hub.stop();
    await network.remove();
    await rm(folder, { recursive: true });
  });

  /** Somebody who hears one microphone of the bare stage, and somebody who hears one of ours. */
  async function listeners(): Promise<{ ours: Page; baseline: Page }> {
    const bareOf = (page: Page) => page.evaluate(() => (window as unknown as BarePage).publish('audio'));
    await bareOf(publisher.page);
    await countConcealed(audience.page);
    await audience.page.waitForFunction(() => 'hear' in window);
    await audience.page.evaluate(() => (window as unknown as BarePage).hear());
    const { page: speaker } = await startApp({
      invite: hub.invites.moderator,
      flags: [...fakeDevices, ...speaks],
    });
    await openLiveRoom(speaker);
    await speaker.getByRole('button', { name: 'Go live' }).click();
    await speaker.getByTestId('dock-mic').click();
    const { page: attendee } = await startApp({ invite: hub.invites.attendee });
    await countConcealed(attendee);
    await openLiveRoom(attendee);
    await expectSound(attendee);
    return { ours: attendee, baseline: audience.page };
  }

  it('L4: as little of the sound is made up under loss as on a bare mediasoup page', async () => {
    const { ours, baseline } = await listeners();
    expect((await playedSamples(baseline)).all).toBeGreaterThan(0);
    for (const percent of [5, 10]) {
      await network.lose(percent);
      let measured: Promise<[number, number]> | null = null;
      // Both halves of a pair are of the same seconds: whichever is asked for first begins them.
      const half = (which: 0 | 1) => async () => {
        const both =
          measured ?? Promise.all([concealedPercent(ours, WINDOW_MS), concealedPercent(baseline, WINDOW_MS)]);
        measured = measured === null ? both : null;
        return (await both)[which];
      };
      const figure = recordFigure(
        {
          name: `concealed${percent}`,
          title: `Sound that is made up while ${percent} % of all packets are lost each way`,
          unit: '%',
          baseline: 'bare mediasoup page, same Electron, the same seconds',
          better: 'lower',
          aim: 1.1,
        },
        await measurePairs(pairs, half(0), half(1)),
      );
      expect(figure.pairs).toBe(pairs);
      await network.mend();
    }
  });
});
