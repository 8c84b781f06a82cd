import { expect, it } from 'vitest';
import { ComingUp } from '#renderer/live/room/ComingUp.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { Airing } from '#shared/live/stage.ts';
import type { StageAct } from '#shared/live/stageActs.ts';

const accept = (airs: Airing): StageAct => ({ kind: 'accept', airs });
const done = async () => undefined;
const unanswered = () => new Promise<void>(() => undefined);
const refused = () => Promise.reject(new RefusedError('wrong-state'));

it('L3: who accepts begins with what they said yes to when they come up, and once', async () => {
  const coming = new ComingUp();
  expect(coming.follow('audience', true)).toBeNull();
  void coming.act(accept('audio-video'), unanswered);
  expect(coming.follow('audience', true)).toBeNull();
  await coming.act({ kind: 'lower-hand' }, done);
  expect(coming.follow('stage', false)).toBe('audio-video');
  expect(coming.follow('audience', false)).toBeNull();
  expect(coming.follow('stage', false)).toBeNull();
});

it('L3: who accepts what is no longer offered is not heard when they are put on the stage later', async () => {
  const coming = new ComingUp();
  await expect(coming.act(accept('audio'), refused)).rejects.toThrow('wrong-state');
  expect(coming.follow('stage', false)).toBeNull();
});

it('L3: an invitation that is taken back takes the yes to it along, whatever becomes of its answer', () => {
  const coming = new ComingUp();
  void coming.act(accept('audio'), unanswered);
  expect(coming.follow('audience', false)).toBeNull();
  expect(coming.follow('stage', false)).toBeNull();
});

it('L3: another act that is refused leaves the yes to an invitation as it is', async () => {
  const coming = new ComingUp();
  void coming.act(accept('audio'), unanswered);
  await expect(coming.act({ kind: 'lower-hand' }, refused)).rejects.toThrow('wrong-state');
  expect(coming.follow('stage', false)).toBe('audio');
});
