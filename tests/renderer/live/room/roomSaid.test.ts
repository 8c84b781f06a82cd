import { describe, expect, it } from 'vitest';
import { firstConnection, nextConnection } from '#renderer/live/client/connection.ts';
import { comingBackSaid, phaseSaid } from '#renderer/live/room/roomSaid.ts';

const joined = { kind: 'joined' } as const;

describe('what is said of the room', () => {
  it('L2: tells nobody in the audience that they are heard', () => {
    expect(phaseSaid('live', 'audience')).toBe('live.phaseSaid.live');
    expect(phaseSaid('live', 'stage')).toBe('live.phaseSaid.onStage.live');
    expect(phaseSaid('green-room', 'audience')).toBe('live.phaseSaid.green-room');
    expect(phaseSaid('ended', 'stage')).toBe('live.phaseSaid.ended');
  });

  it('L6: says each step of coming back, and being back; of a first coming in it says nothing', () => {
    const away = nextConnection(joined, { kind: 'socket-down' });
    expect(comingBackSaid(firstConnection, false)).toBeNull();
    expect(comingBackSaid(joined, false)).toBeNull();
    expect(comingBackSaid(away, true)).toBe('live.reconnecting.said.hub');
    expect(comingBackSaid(nextConnection(joined, { kind: 'ice-lost' }), true)).toBe(
      'live.reconnecting.said.mending',
    );
    expect(comingBackSaid(joined, true)).toBe('live.reconnecting.said.back');
    expect(comingBackSaid({ kind: 'removed' }, true)).toBeNull();
  });
});
