import { expect, test } from 'vitest';
import { Screens } from '#electron/live/Screens.ts';
import type { ScreenSource } from '#shared/contracts/ipcLive.ts';

const source = (id: string): ScreenSource => ({
  id,
  name: `named ${id}`,
  kind: id.startsWith('screen:') ? 'screen' : 'window',
  picture: null,
});

function screensOf({ ids = ['screen:1:0', 'window:7:0', 'window:9:0'], sound = true } = {}) {
  const there = { ids, now: 0 };
  const screens = new Screens({
    sources: async () => there.ids.map(source),
    ownWindows: () => ['window:9:1'],
    sound,
    clock: () => there.now,
  });
  return { there, screens };
}

test("Lectern's own windows are not offered, and cannot be chosen by their id", async () => {
  const { screens } = screensOf();
  expect((await screens.list()).sources.map(({ id }) => id)).toEqual(['screen:1:0', 'window:7:0']);
  await expect(screens.choose({ id: 'window:9:0', sound: false })).rejects.toMatchObject({
    reason: 'not-found',
  });
  expect(screens.take()).toBeNull();
});

test('D1: what was chosen is given once and not again', async () => {
  const { screens } = screensOf();
  expect(screens.take()).toBeNull();
  await screens.choose({ id: 'window:7:0', sound: true });
  expect(screens.take()).toEqual({ id: 'window:7:0', name: 'named window:7:0', sound: true });
  expect(screens.take()).toBeNull();
});

test('D1: a choice that nobody asked for within 10 s is none any more', async () => {
  const { there, screens } = screensOf();
  await screens.choose({ id: 'screen:1:0', sound: false });
  there.now = 10_001;
  expect(screens.take()).toBeNull();
});

test('a window that is gone is refused by name, and takes the choice before it along', async () => {
  const { there, screens } = screensOf();
  await screens.choose({ id: 'screen:1:0', sound: false });
  there.ids = ['screen:1:0'];
  await expect(screens.choose({ id: 'window:7:0', sound: false })).rejects.toMatchObject({
    reason: 'not-found',
  });
  expect(screens.take()).toBeNull();
});

test('no sound is given where the platform has none, whatever was asked', async () => {
  const { screens } = screensOf({ sound: false });
  expect((await screens.list()).sound).toBe(false);
  await screens.choose({ id: 'screen:1:0', sound: true });
  expect(screens.take()).toMatchObject({ sound: false });
});
