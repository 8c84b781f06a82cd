import { describe, expect, it } from 'vitest';
import { firstConnection, nextConnection } from '#renderer/live/client/connection.ts';
import { isOpenFor, sceneOf } from '#renderer/live/room/roomScene.ts';

const joined = { kind: 'joined' } as const;
const waiting = { kind: 'waiting' } as const;

describe('sceneOf', () => {
  it('keeps the audience out of the green room and lets speakers in (L2)', () => {
    expect(sceneOf(joined, 'green-room', 'attendee')).toEqual({ kind: 'soon' });
    expect(sceneOf(joined, 'green-room', 'speaker')).toEqual({ kind: 'stage' });
    expect(isOpenFor('attendee', 'green-room')).toBe(false);
    expect(isOpenFor('attendee', 'live')).toBe(true);
  });

  it('says that a stage has not opened or has ended, whether joined or waiting outside', () => {
    for (const connection of [joined, waiting]) {
      expect(sceneOf(connection, 'closed', 'attendee')).toEqual({ kind: 'not-open' });
      expect(sceneOf(connection, 'ended', 'moderator')).toEqual({ kind: 'ended' });
    }
  });

  it('keeps the stage on screen while it is being brought back (L6)', () => {
    const again = nextConnection(joined, { kind: 'socket-down' });
    expect(sceneOf(again, 'live', 'attendee')).toEqual({ kind: 'stage' });
    expect(sceneOf(firstConnection, 'live', 'attendee')).toEqual({ kind: 'arriving' });
  });

  it('says who has the place before it says what the stage does (L7)', () => {
    expect(sceneOf({ kind: 'elsewhere' }, 'live', 'speaker')).toEqual({ kind: 'elsewhere' });
    expect(sceneOf({ kind: 'refused', reason: 'not-a-member' }, 'live', 'attendee')).toEqual({
      kind: 'refused',
      reason: 'not-a-member',
    });
  });

  it('L2: a chair, and who was brought up, meet in the green room though their role is not a speaker’s', () => {
    expect(sceneOf(joined, 'green-room', 'attendee', true)).toEqual({ kind: 'stage' });
    expect(isOpenFor('attendee', 'green-room', true)).toBe(true);
    expect(sceneOf(joined, 'green-room', 'attendee', false, 'stage')).toEqual({ kind: 'stage' });
  });

  it('Q6: a speaker who was brought down waits outside of the green room', () => {
    expect(sceneOf(joined, 'green-room', 'speaker', false, 'audience')).toEqual({ kind: 'soon' });
  });

  it('L8: a stage that is recorded asks for consent instead of saying no', () => {
    const refused = { kind: 'refused', reason: 'consent-needed' } as const;
    expect(sceneOf(refused, 'live', 'attendee')).toEqual({ kind: 'consent' });
  });
});
