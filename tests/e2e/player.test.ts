import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningApp } from '#tests/support/launchApp.ts';
import { closeApps, playerVideo, startApp } from '#tests/support/people.ts';
import { openRichTalk, playback, press, richTalk, seekAndSee, waitForMedia } from '#tests/support/player.ts';
import { type RichHub, startRichHub } from '#tests/support/richRecordings.ts';

let made: RichHub;
let running: RunningApp;
beforeAll(async () => {
  made = await startRichHub(richTalk);
  running = await startApp({ invite: made.hub.invites.attendee });
  await openRichTalk(running.page, made.talks[0].title);
});
afterAll(async () => {
  await closeApps();
  await made.hub.stop();
});

const bar = () => running.page.locator('[data-player-bar]');
const transcript = () => running.page.getByTestId('transcript');
const popup = (name: string) => running.page.getByRole('dialog', { name });

it('plays at 0.5 to 3 times the speed with the pitch kept, by menu and by key, and remembers it', async () => {
  const { page } = running;
  await page.getByRole('button', { name: /^Speed/ }).click();
  await popup('Speed').getByRole('button', { name: '3×', exact: true }).click();
  await expect.poll(() => playback(page)).toMatchObject({ speed: 3, keepsPitch: true });
  await expect.poll(() => popup('Speed').getByRole('button', { name: 'Faster' }).isDisabled()).toBe(true);
  await page.keyboard.press('Escape');
  await press(page, '<');
  await expect.poll(async () => (await playback(page)).speed).toBe(2.75);
  await press(page, '>');
  await press(page, '>');
  await expect.poll(async () => (await playback(page)).speed).toBe(3);
  await page.reload();
  await waitForMedia(page);
  await expect.poll(async () => (await playback(page)).speed).toBe(3);
  await page.getByRole('button', { name: /^Speed/ }).click();
  await popup('Speed').getByRole('button', { name: '1×', exact: true }).click();
  await page.keyboard.press('Escape');
});

it('captions change their language, size and background, the transcript follows, and C turns them off', async () => {
  const { page } = running;
  const player = page.getByRole('region', { name: 'Player' });
  await seekAndSee(page, 11);
  await expect.poll(() => player.getByText(/^Line 3 of/).isVisible()).toBe(true);
  const before = await player.getByText(/^Line 3 of/).boundingBox();
  await bar().getByRole('button', { name: 'Captions' }).click();
  await popup('Captions').getByRole('radio', { name: 'German' }).check({ force: true });
  await popup('Captions').getByRole('radio', { name: 'XL' }).click();
  await popup('Captions').getByRole('radio', { name: 'Black' }).click();
  await page.keyboard.press('Escape');
  const line = player.getByText(/^Zeile 3 der/);
  await line.waitFor();
  expect((await line.boundingBox())?.height).toBeGreaterThan((before?.height ?? 0) * 1.4);
  expect(await line.evaluate((span) => getComputedStyle(span).backgroundColor)).toBe('rgb(0, 0, 0)');
  await expect
    .poll(() =>
      transcript()
        .getByText(/^Zeile 3 der/)
        .isVisible(),
    )
    .toBe(true);
  expect(await transcript().getAttribute('lang')).toBe('de');
  await press(page, 'c');
  await expect.poll(() => line.count()).toBe(0);
  await press(page, 'c');
  await line.waitFor();
  await bar().getByRole('button', { name: 'Captions' }).click();
  await popup('Captions')
    .getByRole('radio', { name: /English/ })
    .check({ force: true });
  await page.keyboard.press('Escape');
  await expect.poll(() => player.getByText(/^Line 3 of/).isVisible()).toBe(true);
});

it('keys are as people know them, and belong to a field while somebody types in it', async () => {
  const { page } = running;
  const second = async () => (await playback(page)).second;
  await press(page, '5');
  await expect.poll(second).toBeCloseTo(45, 0);
  await press(page, 'ArrowLeft');
  await expect.poll(second).toBeCloseTo(40, 0);
  await press(page, 'l');
  await expect.poll(second).toBeCloseTo(50, 0);
  const still = await second();
  await press(page, '.');
  await expect.poll(async () => Math.round(((await second()) - still) * 100)).toBe(4);
  await press(page, 'm');
  await expect.poll(async () => (await playback(page)).muted).toBe(true);
  await press(page, 'm');
  await press(page, 'ArrowDown');
  await expect.poll(async () => (await playback(page)).volume).toBeCloseTo(0.95, 2);
  await page.getByRole('searchbox', { name: 'Find in the transcript' }).fill('');
  await page.keyboard.type('kjm5');
  expect(await playback(page)).toMatchObject({ paused: true, muted: false });
  await page.getByRole('button', { name: 'Clear' }).click();
  await press(page, '?');
  await page.getByRole('dialog', { name: 'Keys of the player' }).getByText('Bookmark this second').waitFor();
  await page.keyboard.press('Escape');
});

it('the wide picture hides what is beside it and is remembered; full screen shows its controls, menus too', async () => {
  const { page } = running;
  const width = async () => (await page.locator(playerVideo).boundingBox())?.width ?? 0;
  const narrow = await width();
  await press(page, 't');
  await expect.poll(width).toBeGreaterThan(narrow * 1.2);
  expect(await transcript().count()).toBe(0);
  await page.reload();
  await waitForMedia(page);
  await expect.poll(width).toBeGreaterThan(narrow * 1.2);
  await press(page, 't');
  await transcript().waitFor();
  await press(page, 'f');
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
  await expect.poll(async () => (await page.locator(playerVideo).boundingBox())?.x).toBe(0);
  await bar().getByRole('button', { name: 'Captions' }).click();
  const inFront = await popup('Captions').evaluate((panel) => {
    const { left, top, width: w, height: h } = panel.getBoundingClientRect();
    return panel.contains(document.elementFromPoint(left + w / 2, top + h / 2));
  });
  expect(inFront).toBe(true);
  await page.keyboard.press('Escape');
  await press(page, 'f');
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(false);
});

it('the operating system is told what plays, by whom, with the poster, and its keys are heard', async () => {
  const { page } = running;
  const told = () =>
    page.evaluate(() => {
      const { metadata } = navigator.mediaSession;
      return (
        metadata && { title: metadata.title, artist: metadata.artist, art: metadata.artwork[0]?.src ?? '' }
      );
    });
  await expect.poll(async () => (await told())?.art).toMatch(/^blob:/);
  expect(await told()).toMatchObject({
    title: made.talks[0].title,
    artist: expect.stringMatching(/\w+ \w+/),
  });
  await page.addInitScript(() => {
    const heard: Record<string, unknown> = {};
    Object.assign(window, { heard });
    const set = navigator.mediaSession.setActionHandler.bind(navigator.mediaSession);
    navigator.mediaSession.setActionHandler = (name, handler) => {
      heard[name] = handler;
      set(name, handler);
    };
  });
  await page.reload();
  await waitForMedia(page);
  const ask = (action: string, details: object = {}) =>
    page.evaluate(
      ([name, more]) => {
        const { heard } = window as unknown as { heard: Record<string, (details: object) => void> };
        heard[name as string]?.({ action: name, ...(more as object) });
      },
      [action, details] as const,
    );
  await page.waitForFunction(() => {
    const { heard } = window as unknown as { heard: Record<string, unknown> };
    return typeof heard.seekto === 'function';
  });
  await ask('seekto', { seekTime: 20 });
  await expect.poll(async () => (await playback(page)).second).toBe(20);
  await ask('nexttrack');
  await expect.poll(async () => (await playback(page)).second).toBe(30);
  await ask('seekbackward', { seekOffset: 12 });
  await expect.poll(async () => (await playback(page)).second).toBe(18);
  await ask('play');
  await expect.poll(async () => (await playback(page)).paused).toBe(false);
  await ask('pause');
  await expect.poll(async () => (await playback(page)).paused).toBe(true);
});
