import { afterAll, beforeAll, expect, it } from 'vitest';
import { FaultyNetwork } from '#tests/support/FaultyNetwork.ts';
import type { RunningApp } from '#tests/support/launchApp.ts';
import { closeApps, startApp } from '#tests/support/people.ts';
import { openRichTalk, playback, press, richTalk, seekTo } from '#tests/support/player.ts';
import { type RichHub, startRichHub } from '#tests/support/richRecordings.ts';

/** Slower than the recording plays, so that most of it is not here yet. */
const SLOW = 150_000;

let made: RichHub;
let network: FaultyNetwork;
let running: RunningApp;
beforeAll(async () => {
  made = await startRichHub(richTalk);
  network = await FaultyNetwork.create(made.hub.address);
  running = await startApp({ invite: network.through(made.hub.invites.attendee) });
});
afterAll(async () => {
  await closeApps();
  await network.close();
  await made.hub.stop();
});

const second = async () => (await playback(running.page)).second;
const trouble = () =>
  running.page.getByRole('alert').filter({ hasText: 'This part is not on this computer' });
/** The stretches on the bar that are here, as parts (0 to 1) of the whole bar. */
const heldOnBar = () =>
  running.page.evaluate(() => {
    const all = [...document.querySelectorAll('[data-player-bar] [data-chapter]')];
    const left = all[0]?.getBoundingClientRect().left ?? 0;
    const right = all.at(-1)?.getBoundingClientRect().right ?? 1;
    return [...document.querySelectorAll('[data-player-bar] [data-held]')].map((part) => {
      const box = part.getBoundingClientRect();
      return [(box.left - left) / (right - left), (box.right - left) / (right - left)];
    });
  });

it('M3 the bar of a recording that is half here shows which parts those are, and says how much', async () => {
  const { page } = running;
  network.bytesPerSecond = SLOW;
  await openRichTalk(page, made.talks[0].title);
  await press(page, 'k');
  await expect.poll(second, { timeout: 30_000 }).toBeGreaterThan(2);
  const slider = page.getByRole('slider', { name: 'Position in the recording' });
  const said = async () =>
    Number(/(\d+) % of this/.exec((await slider.getAttribute('aria-valuetext')) ?? '')?.[1]);
  await expect.poll(said).toBeGreaterThan(2);
  const held = await heldOnBar();
  expect(held[0]?.[0]).toBeLessThan(0.01);
  const whole = held.reduce((sum, [from = 0, to = 0]) => sum + to - from, 0);
  expect(whole).toBeLessThan(0.9);
  expect(Math.abs(whole * 100 - (await said()))).toBeLessThan(12);
});

it('M3 with the hub gone a part that is missing says so and what can be done, what is here plays, and it goes on by itself when the hub is back', async () => {
  const { page } = running;
  network.cut();
  await made.hub.kill();
  await page.getByText('Offline', { exact: true }).waitFor();
  await seekTo(page, 70);
  await trouble().waitFor();
  expect(await trouble().textContent()).toContain('plays on by itself when the hub is back');
  await seekTo(page, 0.5);
  await expect.poll(() => trouble().count()).toBe(0);
  await expect.poll(second, { timeout: 20_000 }).toBeGreaterThan(1.5);
  await seekTo(page, 70);
  await trouble().waitFor();
  await made.hub.restart();
  network.bytesPerSecond = null;
  network.mend();
  await expect.poll(() => trouble().count(), { timeout: 60_000 }).toBe(0);
  await expect.poll(second, { timeout: 30_000 }).toBeGreaterThan(71);
  expect((await playback(page)).paused).toBe(false);
});

it('a wait of more than a second is shown as loading while the hub is there', async () => {
  const { page } = running;
  network.bytesPerSecond = SLOW;
  await openRichTalk(page, made.talks[1].title);
  await press(page, 'k');
  await expect.poll(second, { timeout: 30_000 }).toBeGreaterThan(0.2);
  await seekTo(page, 85);
  await page.getByTestId('player-loading').waitFor();
  expect(await trouble().count()).toBe(0);
  network.bytesPerSecond = null;
  await expect.poll(() => page.getByTestId('player-loading').count(), { timeout: 30_000 }).toBe(0);
});

it('audio only plays the sound of the same second at the same speed under the poster, and the picture comes back', async () => {
  const { page } = running;
  await press(page, '>');
  await seekTo(page, 30);
  await expect.poll(second, { timeout: 20_000 }).toBeGreaterThan(30);
  const before = await playback(page);
  const choose = async (on: boolean) => {
    await page.getByRole('button', { name: 'More for the player' }).click();
    await page.getByRole('switch', { name: /^Audio only/ }).setChecked(on, { force: true });
    await page.keyboard.press('Escape');
  };
  await choose(true);
  await expect.poll(async () => (await playback(page)).address).not.toBe(before.address);
  await expect.poll(second, { timeout: 20_000 }).toBeGreaterThan(30.5);
  expect(await playback(page)).toMatchObject({ paused: false, speed: before.speed });
  expect(await second()).toBeLessThan(60);
  await page.getByRole('region', { name: 'Player' }).getByText('Audio only', { exact: true }).waitFor();
  await choose(false);
  await expect.poll(async () => (await playback(page)).address).toContain(made.talks[1].ref.rendition.id);
  await expect.poll(second, { timeout: 20_000 }).toBeGreaterThan(31);
  expect((await playback(page)).speed).toBe(before.speed);
});
