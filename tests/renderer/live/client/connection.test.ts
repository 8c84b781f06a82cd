import { describe, expect, it } from 'vitest';
import {
  type Connection,
  type ConnectionInput,
  firstConnection,
  isReconnecting,
  mayHavePlace,
  nextConnection,
  retryDelay,
} from '#renderer/live/client/connection.ts';

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

  it('L7: may have a place at the hub from the moment a join is asked for, so that who leaves then leaves it', () => {
    const asked = follow([{ kind: 'socket-up' }]);
    const entered = follow([{ kind: 'entered' }], asked);
    expect([asked, entered, joined].map(mayHavePlace)).toEqual([true, true, true]);
    const outside = follow([{ kind: 'refused', reason: 'stage-closed' }], asked);
    expect([firstConnection, outside].map(mayHavePlace)).toEqual([false, false]);
  });

  it('L6: resumes its place after a lost socket, without a click', () => {
    const lost = follow([{ kind: 'socket-down' }], joined);
    expect(lost).toMatchObject({ kind: 'connecting', step: 'hub', again: true, keeps: true });
    expect(isReconnecting(lost)).toBe(true);
    const asking = follow([{ kind: 'socket-up' }], lost);
    expect(asking).toMatchObject({ step: 'room', keeps: true });
    expect(follow([{ kind: 'resumed' }], asking)).toEqual(joined);
  });

  it('L6: joins anew where the hub has not kept the place', () => {
    const refused = follow([{ kind: 'socket-down' }, { kind: 'socket-up' }, { kind: 'not-kept' }], joined);
    expect(refused).toMatchObject({ step: 'room', again: true, keeps: false });
    expect(follow([{ kind: 'resumed' }], refused)).toBe(refused);
    expect(follow([{ kind: 'entered' }, { kind: 'media-ready' }], refused)).toEqual(joined);
  });

  it('L6: still resumes where the socket is lost again while it asks', () => {
    const twice = follow(
      [{ kind: 'socket-down' }, { kind: 'socket-up' }, { kind: 'socket-down' }, { kind: 'socket-up' }],
      joined,
    );
    expect(twice).toMatchObject({ step: 'room', keeps: true });
  });

  it('L6: does not resume what was lost while the socket was away', () => {
    const lost = follow([{ kind: 'socket-down' }, { kind: 'lost', why: 'router-died' }], joined);
    expect(lost).toMatchObject({ step: 'hub', keeps: false });
    expect(follow([{ kind: 'socket-down' }, { kind: 'lost', why: 'removed' }], joined)).toEqual({
      kind: 'removed',
    });
  });

  it('L6: mends a lost path by an ICE restart, then by new transports, then by a full rejoin', () => {
    const mending = follow([{ kind: 'ice-lost' }], joined);
    expect(mending).toEqual({ kind: 'mending', rung: 'ice' });
    expect(isReconnecting(mending)).toBe(true);
    expect(follow([{ kind: 'ice-lost' }], mending)).toBe(mending);
    expect(follow([{ kind: 'ice-back' }], mending)).toEqual(joined);
    const renewing = follow([{ kind: 'mend-failed' }], mending);
    expect(renewing).toEqual({ kind: 'mending', rung: 'transports' });
    expect(follow([{ kind: 'ice-back' }], renewing)).toEqual(joined);
    const rejoining = follow([{ kind: 'mend-failed' }], renewing);
    expect(rejoining).toMatchObject({ step: 'room', again: true, keeps: false });
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
