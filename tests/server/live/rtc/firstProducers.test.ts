import { expect, test } from 'vitest';
import { firstProducers } from '#server/live/rtc/firstProducers.ts';
import type { MediaSource, Place } from '#shared/live/stage.ts';
import { kindOfSource } from '#shared/live/stageRules.ts';

function place(
  accountId: string,
  sources: readonly MediaSource[],
  paused: readonly MediaSource[] = [],
): Place {
  const producers = sources.map((source) => ({
    id: `${accountId} ${source}`,
    kind: kindOfSource[source],
    source,
    paused: paused.includes(source),
  }));
  const role = 'speaker';
  return {
    accountId,
    name: accountId,
    role,
    runs: false,
    where: 'stage',
    airs: 'audio-video',
    guest: false,
    producers,
  };
}

const ada = place('ada', ['camera', 'microphone']);
const ben = place('ben', ['screen', 'screen-sound', 'camera', 'microphone'], ['microphone']);

test('sound comes first, of the muted too, then screens, then one picture', () => {
  expect(firstProducers([ada, ben], 'eve', [])).toEqual([
    'ada microphone',
    'ben screen-sound',
    'ben microphone',
    'ben screen',
    'ada camera',
  ]);
});

test('the picture is of the first in front who shows one', () => {
  const cameraOf = (...front: (string | null)[]) => firstProducers([ada, ben], 'eve', front).at(-1);
  expect(cameraOf(null, 'ben', 'ada')).toBe('ben camera');
  expect(cameraOf('gone', 'ada')).toBe('ada camera');
  const off = place('ben', ['camera'], ['camera']);
  expect(firstProducers([ada, off], 'eve', ['ben'])).toEqual(['ada microphone', 'ada camera']);
});

test('nothing of the own, and nothing where nobody sends', () => {
  expect(firstProducers([ada], 'ada', ['ada'])).toEqual([]);
  expect(firstProducers([], 'ada', [])).toEqual([]);
});

test('a large stage is not sent at once: what is heard goes before what is seen', () => {
  const many = Array.from({ length: 40 }, (_, index) => place(`speaker ${index}`, ['camera', 'microphone']));
  const first = firstProducers(many, 'eve', []);
  expect(first).toHaveLength(24);
  expect(first.every((id) => id.endsWith('microphone'))).toBe(true);
});
