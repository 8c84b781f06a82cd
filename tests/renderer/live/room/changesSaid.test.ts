import { describe, expect, it } from 'vitest';
import { type Concern, changesSaid, concernOf, wordsOf } from '#renderer/live/room/changesSaid.ts';
import { placeWith, stageWith } from '#tests/support/stageStates.ts';

const calm: Concern = {
  where: 'audience',
  position: null,
  invited: false,
  microphone: 'off',
  camera: 'off',
  screen: 'off',
};
const said = (before: Partial<Concern>, after: Partial<Concern>) =>
  changesSaid({ ...calm, ...before }, { ...calm, ...after });

describe('changesSaid', () => {
  it('says nothing where nothing changed', () => {
    expect(said({}, {})).toEqual([]);
    expect(said({ position: 2, microphone: 'on' }, { position: 2, microphone: 'on' })).toEqual([]);
  });

  it('L3: says the place in the line as it changes, and that the hand is down', () => {
    expect(said({}, { position: 3 })).toEqual([{ words: 'hand', position: 3 }]);
    expect(said({ position: 3 }, { position: 1 })).toEqual([{ words: 'hand', position: 1 }]);
    expect(said({ position: 1 }, {})).toEqual([{ words: 'handDown' }]);
  });

  it('L3: an invitation is said once, before its place in the line', () => {
    expect(said({ position: 2 }, { position: 1, invited: true })).toEqual([{ words: 'invited' }]);
    expect(said({ position: 1, invited: true }, { position: 1, invited: true })).toEqual([]);
  });

  it('coming up says the stage and not that the hand is down, and going back is said', () => {
    expect(said({ position: 1, invited: true }, { where: 'stage' })).toEqual([{ words: 'onStage' }]);
    expect(said({ where: 'stage' }, {})).toEqual([{ words: 'offStage' }]);
  });

  it('entering is no change of place', () => {
    expect(said({ where: null }, { where: 'stage' })).toEqual([]);
  });

  it('microphone, camera and screen are said when they are on and off, not between', () => {
    expect(said({}, { microphone: 'starting' })).toEqual([]);
    expect(said({ microphone: 'starting' }, { microphone: 'on' })).toEqual([{ words: 'micOn' }]);
    expect(said({ microphone: 'on' }, { microphone: 'muted' })).toEqual([{ words: 'micOff' }]);
    expect(said({ camera: 'on', screen: 'on' }, {})).toEqual([
      { words: 'cameraOff' },
      { words: 'screenOff' },
    ]);
  });
});

it('a person’s concern is their own place and hand, and nobody else’s', () => {
  const hand = { name: 'x', raisedAt: 0, firstTime: false };
  const stage = stageWith({
    places: [placeWith({ accountId: 'me', where: 'audience' }), placeWith({ accountId: 'other' })],
    hands: [
      { ...hand, accountId: 'other', position: 1, invited: 'audio' },
      { ...hand, accountId: 'me', position: 2, invited: null },
    ],
  });
  const off = { kind: 'off' } as const;
  const own = { stage, microphone: off, camera: off, screen: off };
  expect(concernOf(own, 'me')).toEqual({ ...calm, position: 2 });
  expect(concernOf({ ...own, stage: null }, 'me')).toEqual({ ...calm, where: null });
});

it('a device that was replaced is named where the system tells its name', () => {
  const replaced = { id: 1, kind: 'device-replaced', source: 'microphone' } as const;
  expect(wordsOf({ ...replaced, label: 'Desk' })).toEqual({
    key: 'stageRoom.said.replacedBy.microphone',
    label: 'Desk',
  });
  expect(wordsOf({ ...replaced, label: '' })).toEqual({ key: 'stageRoom.said.replaced.microphone' });
  expect(wordsOf({ id: 2, kind: 'stopped', source: 'screen' }).key).toBe('stageRoom.said.stopped.screen');
});
