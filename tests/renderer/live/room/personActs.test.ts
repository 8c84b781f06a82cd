import { describe, expect, it } from 'vitest';
import { actsOn } from '#renderer/live/room/personActs.tsx';
import type { StageProducer } from '#shared/live/stage.ts';
import { placeWith, stageWith } from '#tests/support/stageStates.ts';

const sending = (source: StageProducer['source'], paused = false): StageProducer => ({
  id: source,
  kind: source === 'microphone' ? 'audio' : 'video',
  source,
  paused,
});
const room = { ownAccountId: 'me', runs: true, pinned: null };
const stage = stageWith({
  places: [
    placeWith({ accountId: 'me', role: 'moderator', runs: true }),
    placeWith({ accountId: 'chair', runs: true, producers: [sending('microphone')] }),
    placeWith({
      accountId: 'guest',
      role: 'attendee',
      guest: true,
      producers: [sending('microphone'), sending('camera'), sending('screen')],
    }),
    placeWith({ accountId: 'muted', producers: [sending('microphone', true)] }),
    placeWith({ accountId: 'listener', role: 'attendee', where: 'audience' }),
  ],
});

describe('actsOn', () => {
  it('Q6: who runs the stage may do all of it to somebody who sends all', () => {
    expect(actsOn('guest', { ...room, stage })).toEqual([
      'pin',
      'spotlight',
      'mute',
      'stop-video',
      'stop-screen',
      'bring-down',
      'remove',
      'ban',
    ]);
  });

  it('Q6: somebody who runs the stage too is not put down or out by another', () => {
    expect(actsOn('chair', { ...room, stage })).toEqual(['pin', 'spotlight', 'mute']);
  });

  it('A3: whoever does not run the stage may only pin', () => {
    expect(actsOn('guest', { ...room, runs: false, stage })).toEqual(['pin']);
    expect(actsOn('listener', { ...room, runs: false, stage })).toEqual([]);
  });

  it('offers nothing that would change nothing: who is muted is not muted again', () => {
    expect(actsOn('muted', { ...room, stage })).not.toContain('mute');
    expect(actsOn('muted', { ...room, stage })).not.toContain('stop-video');
  });

  it('offers the end of what is, instead of its beginning', () => {
    const front = { ...room, pinned: 'guest', stage: { ...stage, spotlight: 'guest' } };
    expect(actsOn('guest', front).slice(0, 2)).toEqual(['unpin', 'unspotlight']);
  });

  it('never offers to mute, remove or ban oneself', () => {
    expect(actsOn('me', { ...room, stage })).toEqual(['pin', 'spotlight']);
  });

  it('a listener can be put out, and has no tile to be pinned', () => {
    expect(actsOn('listener', { ...room, stage })).toEqual(['remove', 'ban']);
  });

  it('offers nothing about somebody who is not there, or before the stage is known', () => {
    expect(actsOn('gone', { ...room, stage })).toEqual([]);
    expect(actsOn('me', { ...room, stage: null })).toEqual([]);
  });
});
