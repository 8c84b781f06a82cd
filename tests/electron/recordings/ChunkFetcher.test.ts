import { expect, test } from 'vitest';
import { ChunkFetcher, type FetchJob, type Priority } from '#electron/recordings/ChunkFetcher.ts';
import type { Flow } from '#electron/recordings/Flow.ts';
import type { HashedBytes } from '#electron/recordings/readHashed.ts';

type Running = { readonly flow: Flow; readonly signal: AbortSignal; readonly end: (hash: string) => void };

/** A hub whose transfers end when they are told to. */
function setUp(connections: number) {
  const fetcher = new ChunkFetcher(connections);
  const started: string[] = [];
  const running = new Map<string, Running>();
  const job = (key: string, hub = 'hub'): FetchJob => ({
    hub,
    key,
    run: ({ flow, signal }) =>
      new Promise<HashedBytes>((resolve, reject) => {
        started.push(key);
        signal.addEventListener('abort', () => reject(signal.reason));
        const end = (hash: string): void => resolve({ parts: [], hash });
        running.set(key, { flow, signal, end });
      }),
  });
  const wish = (key: string, priority: Priority, signal?: AbortSignal): Promise<string> =>
    fetcher.fetch(job(key), { priority, ...(signal ? { signal } : {}) }).then(({ hash }) => hash);
  const end = async (key: string): Promise<void> => {
    running.get(key)?.end(key);
    await new Promise(setImmediate);
  };
  return { fetcher, job, wish, end, started, running };
}

test('M3: what a player waits for comes first, then what plays next, then downloads', async () => {
  const { wish, end, started } = setUp(1);
  const all = [wish('d1', 'download'), wish('d2', 'download'), wish('a1', 'ahead'), wish('p1', 'play')];
  expect(started).toEqual(['d1', 'p1']);
  for (const key of ['p1', 'd1', 'a1', 'd2']) await end(key);
  expect(started).toEqual(['d1', 'p1', 'a1', 'd2']);
  expect(await Promise.all(all)).toEqual(['d1', 'd2', 'a1', 'p1']);
});

test('M3: while a player waits, downloads of all recordings of that hub stand still, and go on after it', async () => {
  const { fetcher, job, wish, end, running } = setUp(2);
  void wish('d1', 'download');
  void fetcher.fetch(job('elsewhere', 'another hub'), { priority: 'download' });
  void wish('p1', 'play');
  expect([running.get('d1')?.flow.paused, running.get('elsewhere')?.flow.paused]).toEqual([true, false]);
  await end('p1');
  expect(running.get('d1')?.flow.paused).toBe(false);
});

test('M3: several connections are shared, and no more are used', async () => {
  const { wish, end, started } = setUp(3);
  for (const key of ['1', '2', '3', '4', '5']) void wish(key, 'download');
  expect(started).toEqual(['1', '2', '3']);
  await end('2');
  expect(started).toEqual(['1', '2', '3', '4']);
});

test('M3: a chunk is fetched once however many wish for it, and what is asked for by a player overtakes', async () => {
  const { wish, end, started } = setUp(1);
  void wish('busy', 'download');
  const wishes = [wish('x', 'ahead'), wish('y', 'download')];
  wishes.push(wish('y', 'play'));
  expect(started).toEqual(['busy', 'y']);
  for (const key of ['y', 'busy', 'x']) await end(key);
  expect(await Promise.all(wishes)).toEqual(['x', 'y', 'y']);
  expect(started).toEqual(['busy', 'y', 'x']);
});

test('M3: a wish taken back ends its transfer, unless another one wants it too', async () => {
  const { wish, end, started, running } = setUp(1);
  const [one, other, lonely] = [new AbortController(), new AbortController(), new AbortController()];
  const first = wish('x', 'ahead', one.signal);
  const second = wish('x', 'download', other.signal);
  const queued = wish('z', 'ahead', lonely.signal);
  one.abort(new Error('seeked'));
  lonely.abort(new Error('seeked'));
  await expect(first).rejects.toThrow('seeked');
  await expect(queued).rejects.toThrow('seeked');
  expect(running.get('x')?.signal.aborted).toBe(false);
  await end('x');
  expect(await second).toBe('x');
  const last = new AbortController();
  const third = wish('w', 'download', last.signal);
  last.abort(new Error('stopped'));
  await expect(third).rejects.toThrow('stopped');
  expect([running.get('w')?.signal.aborted, started]).toEqual([true, ['x', 'w']]);
  void wish('after', 'download');
  expect(started).toEqual(['x', 'w', 'after']);
});

test('M3: calm is when no player waits', async () => {
  const { fetcher, wish, end } = setUp(1);
  void wish('p', 'play');
  let isCalm = false;
  const calm = fetcher.calm('hub').then(() => {
    isCalm = true;
  });
  await new Promise(setImmediate);
  expect(isCalm).toBe(false);
  await end('p');
  await calm;
  await fetcher.calm('hub');
});
