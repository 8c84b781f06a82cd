import { expect, it } from 'vitest';
import { troubleOf } from '#renderer/recordings/trouble.ts';

it.each([
  ['hub-unreachable', false, 'missing'],
  ['not-released', false, 'not-released'],
  ['not-allowed', false, 'not-released'],
  ['damaged', false, 'damaged'],
  [null, true, 'damaged'],
  [null, false, 'missing'],
] as const)('a playback refused by %s (undecodable: %s) is told as %s', (reason, undecodable, trouble) => {
  expect(troubleOf(reason, undecodable)).toBe(trouble);
});
