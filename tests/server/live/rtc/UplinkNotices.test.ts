import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { UplinkNotices, type UplinkPeople } from '#server/live/rtc/UplinkNotices.ts';
import type { SocketClient } from '#server/socket/SocketClient.ts';
import type { SocketNotice, SocketNoticeName } from '#shared/contracts/socket.ts';
import type { Uplink } from '#shared/live/link.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

class Hearer implements Pick<SocketClient, 'notify'> {
  readonly heard: unknown[] = [];
  notify<N extends SocketNoticeName>(name: N, notice: SocketNotice<N>): void {
    this.heard.push([name, 'uplinks' in notice ? notice.uplinks : null]);
  }
}

function stage(
  uplinks: Record<string, Uplink | null>,
  hearers: Hearer[],
  lost: ReadonlySet<string> = new Set(),
) {
  const people = (): UplinkPeople => ({
    senders: Object.entries(uplinks).map(([accountId, uplink]) => ({
      participant: { accountId },
      media: { uplink },
      client: { gone: lost.has(accountId) },
    })),
    hearers: hearers.map((client) => ({ client })),
  });
  return new UplinkNotices('session', people);
}

test('those who changed are told, together, and at most twice a second', () => {
  const [hearer, uplinks] = [new Hearer(), { ada: 'poor', ben: 'good' } as Record<string, Uplink>];
  const notices = stage(uplinks, [hearer]);
  for (let change = 0; change < 50; change += 1) {
    uplinks.ada = change % 2 === 0 ? 'gone' : 'poor';
    notices.mark();
    vi.advanceTimersByTime(20);
  }
  expect(hearer.heard.length).toBeGreaterThan(0);
  expect(hearer.heard.length).toBeLessThanOrEqual(2);
  uplinks.ada = 'good';
  notices.mark();
  vi.advanceTimersByTime(1000);
  expect(hearer.heard.at(-1)).toEqual(['stage.uplinks', { ada: 'good' }]);
});

test('all being well is not told, nor the same twice', () => {
  const [hearer, uplinks] = [new Hearer(), { ada: 'good', ben: null } as Record<string, Uplink | null>];
  const notices = stage(uplinks, [hearer]);
  notices.mark();
  vi.advanceTimersByTime(1000);
  expect(hearer.heard).toEqual([]);
  uplinks.ben = 'fair';
  for (let times = 0; times < 3; times += 1) {
    notices.mark();
    vi.advanceTimersByTime(1000);
  }
  expect(hearer.heard).toEqual([['stage.uplinks', { ben: 'fair' }]]);
});

test('who comes later, or by another socket, is told how all are; who does not hear is told nothing', () => {
  const first = new Hearer();
  const hearers = [first];
  const notices = stage({ ada: 'poor', ben: 'good', eve: 'gone' }, hearers);
  notices.mark();
  vi.advanceTimersByTime(1000);
  const second = new Hearer();
  hearers.push(second);
  notices.mark();
  vi.advanceTimersByTime(1000);
  expect(second.heard).toEqual([['stage.uplinks', { ada: 'poor', eve: 'gone' }]]);
  expect(first.heard).toHaveLength(1);
  hearers.splice(0, 1);
  notices.mark();
  vi.advanceTimersByTime(1000);
  hearers.unshift(first);
  notices.mark();
  vi.advanceTimersByTime(1000);
  expect(first.heard).toHaveLength(2);
});

test('who leaves, or stops sending, is well again for those who were told otherwise', () => {
  const hearer = new Hearer();
  const uplinks: Record<string, Uplink | null> = { ada: 'poor' };
  const notices = stage(uplinks, [hearer]);
  notices.mark();
  vi.advanceTimersByTime(1000);
  uplinks.ada = null;
  notices.mark();
  vi.advanceTimersByTime(1000);
  expect(hearer.heard.at(-1)).toEqual(['stage.uplinks', { ada: 'good' }]);
});

test('who has lost the socket is gone, if they were sending, and as before when they are back', () => {
  const [hearer, lost] = [new Hearer(), new Set(['ada', 'ben'])];
  const notices = stage({ ada: 'good', ben: null }, [hearer], lost);
  notices.mark();
  vi.advanceTimersByTime(1000);
  lost.clear();
  notices.mark();
  vi.advanceTimersByTime(1000);
  expect(hearer.heard).toEqual([
    ['stage.uplinks', { ada: 'gone' }],
    ['stage.uplinks', { ada: 'good' }],
  ]);
});

test('L5: nothing is told once it is closed', () => {
  const hearer = new Hearer();
  const notices = stage({ ada: 'poor' }, [hearer]);
  notices.mark();
  notices.close();
  notices.close();
  notices.mark();
  vi.advanceTimersByTime(5000);
  expect(hearer.heard).toEqual([]);
});
