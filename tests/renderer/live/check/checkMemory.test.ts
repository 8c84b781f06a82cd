import { expect, it } from 'vitest';
import { isCheckDue } from '#renderer/live/check/checkMemory.ts';

const devices = { microphone: 'a', camera: null, speaker: 'c' };

it('is asked for before every join, until somebody says not to', () => {
  expect(isCheckDue(null, devices)).toBe(true);
});

it('is not asked for again with the devices of which that was said', () => {
  expect(isCheckDue(JSON.stringify(devices), devices)).toBe(false);
});

it('is asked for again with another microphone, camera or speaker', () => {
  for (const changed of [{ microphone: 'b' }, { camera: 'b' }, { speaker: null }]) {
    expect(isCheckDue(JSON.stringify(devices), { ...devices, ...changed })).toBe(true);
  }
});

it.each(['', '{', '7', '{"microphone":1}', '[]'])(
  'is asked for where %j is stored, which nobody wrote',
  (stored) => {
    expect(isCheckDue(stored, devices)).toBe(true);
  },
);
