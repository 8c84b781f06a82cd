import { describe, expect, it } from 'vitest';
import {
  type Connection,
  type ConnectionInput,
  firstConnection,
  isReconnecting,
  nextConnection,
  retryDelay,
} from '#renderer/live/connection.ts';

const follow = (inputs: readonly ConnectionInput[], from: Connection = firstConnection) =>
  inputs.reduce(nextConnection, from);

const joined = follow([{ kind: 'socket-up' }, { kind: 'entered' }, { kind: 'media-ready' }]);

describe('the connection of a device with a stage', () => {
  it('goes over hub, room and media until it is joined', () => {
    expect(firstConnection).toMatchObject({ step: 'hub', again: false });
    expect(follow([{ kind: 'socket-up' }])).toMatchObject({ step: 'room' });
    expect(follow([{ kind: 'socket-up' }, { kind: 'entered' }])).toMatchObject({ step: 'media' });
    expect(joined).toEqual({ kind: 'joined' });
  });

  it('comes back after a lost socket by a full rejoin, without a click (L6)', () => {
    const lost = follow([{ kind: 'socket-down' }], joined);
    expect(lost).toMatchObject({ kind: 'connecting', step: 'hub', again: true });
    expect(isReconnecting(lost)).toBe(true);
    expect(follow([{ kind: 'socket-up' }, { kind: 'entered' }, { kind: 'media-ready' }], lost)).toEqual(
      joined,
    );
  });

  it('mends a lost path where the transport lives and rejoins where that fails (L6)', () => {
    const mending = follow([{ kind: 'ice-lost' }], joined);
    expect(mending).toEqual({ kind: 'mending' });
    expect(isReconnecting(mending)).toBe(true);
    expect(follow([{ kind: 'ice-back' }], mending)).toEqual(joined);
    expect(follow([{ kind: 'mend-failed' }], mending)).toMatchObject({ step: 'room', again: true });
  });

  it('rejoins at once when the router died (L6)', () => {
    const lost = follow([{ kind: 'lost', why: 'router-died' }], joined);
    expect(lost).toMatchObject({ kind: 'connecting', step: 'room', again: true, attempt: 0 });
  });

  it('stays away when another device took the place over, until asked to take it back (L7)', () => {
    const taken = follow([{ kind: 'lost', why: 'taken-over' }], joined);
    expect(taken).toEqual({ kind: 'elsewhere' });
    expect(follow([{ kind: 'socket-down' }, { kind: 'socket-up' }, { kind: 'opened' }], taken)).toBe(taken);
    const back = follow([{ kind: 'try-again', takeOver: true }], taken);
    expect(back).toMatchObject({ step: 'room', takeOver: true });
  });

  it('asks before it takes a place that another device holds (L7)', () => {
    const refused = follow([{ kind: 'socket-up' }, { kind: 'refused', reason: 'place-taken' }]);
    expect(refused).toEqual({ kind: 'elsewhere' });
  });

  it('waits outside a closed stage and enters when it opens', () => {
    const waiting = follow([{ kind: 'socket-up' }, { kind: 'refused', reason: 'stage-closed' }]);
    expect(waiting).toEqual({ kind: 'waiting' });
    expect(follow([{ kind: 'opened' }], waiting)).toMatchObject({ kind: 'connecting', step: 'room' });
  });

  it('tries what passes by itself again and gives up on a no', () => {
    const entering = follow([{ kind: 'socket-up' }]);
    const busy = follow([{ kind: 'refused', reason: 'hub-error' }], entering);
    expect(busy).toMatchObject({ step: 'room', attempt: 1 });
    expect(follow([{ kind: 'refused', reason: 'hub-error' }], busy)).toMatchObject({ attempt: 2 });
    const no = follow([{ kind: 'refused', reason: 'not-a-member' }], entering);
    expect(no).toEqual({ kind: 'refused', reason: 'not-a-member' });
  });

  it('keeps counting over a media step that fails every time, so that the waits grow', () => {
    const once = follow([{ kind: 'socket-up' }, { kind: 'entered' }, { kind: 'stumbled' }]);
    const twice = follow([{ kind: 'entered' }, { kind: 'stumbled' }], once);
    expect(twice).toMatchObject({ step: 'room', attempt: 2 });
  });

  it('never comes back from leaving or from being removed', () => {
    const left = follow([{ kind: 'leave' }], joined);
    const removed = follow([{ kind: 'lost', why: 'removed' }], joined);
    for (const input of [{ kind: 'socket-up' }, { kind: 'opened' }, { kind: 'ice-lost' }] as const) {
      expect(follow([input], left)).toBe(left);
      expect(follow([input], removed)).toBe(removed);
    }
  });

  it('never waits longer than a second before a try (L6)', () => {
    expect(retryDelay(0)).toBe(0);
    for (let attempt = 1; attempt < 40; attempt += 1) {
      expect(retryDelay(attempt)).toBeLessThanOrEqual(1000);
      expect(retryDelay(attempt)).toBeGreaterThanOrEqual(retryDelay(attempt - 1));
    }
  });
});
