import { expect, it, vi } from 'vitest';
import type { ToSearch } from '#renderer/search/messages.ts';
import { SearchClient } from '#renderer/search/SearchClient.ts';
import { SearchIndex, type SearchQuery } from '#renderer/search/SearchIndex.ts';

const query = (text: string): SearchQuery => ({ text, kind: null, workshop: null, perKind: 3 });
const nothing = new SearchIndex().search(query('x'));

/** A worker that answers when it is told to. */
function startFake() {
  const sent: ToSearch[] = [];
  const worker = {
    postMessage: (message: ToSearch) => void sent.push(message),
    terminate: vi.fn(),
    onmessage: null as ((event: MessageEvent) => void) | null,
    onerror: null as ((event: ErrorEvent) => void) | null,
  };
  const client = new SearchClient(worker as unknown as Worker, []);
  const say = (data: unknown) => worker.onmessage?.({ data } as MessageEvent);
  return {
    client,
    worker,
    say,
    queries: () => sent.flatMap((m) => (m.type === 'query' ? [m.query.text] : [])),
  };
}

it('S3: asks its worker one query at a time, and of those typed meanwhile only the newest', async () => {
  const { client, say, queries } = startFake();
  const first = client.search(query('a'));
  const second = client.search(query('ab'));
  const third = client.search(query('abc'));
  expect(queries()).toEqual(['a']);
  expect(await second).toBeNull();
  say({ type: 'found', id: 1, found: nothing });
  expect(await first).toEqual(nothing);
  expect(queries()).toEqual(['a', 'abc']);
  say({ type: 'found', id: 2, found: nothing });
  expect(await third).toEqual(nothing);
});

it('tells that it is ready, that the index changed, and that it failed', () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const { client, say } = startFake();
  expect(client.status.get().state).toBe('reading');
  say({ type: 'status', ready: true, documents: 3, version: 4 });
  expect(client.status.get()).toEqual({ state: 'ready', version: 4 });
  say({ type: 'failed', message: 'no' });
  expect(client.status.get().state).toBe('failed');
  expect(told).toHaveBeenCalledOnce();
  told.mockRestore();
});

it('ends its worker when it is closed', () => {
  const { client, worker } = startFake();
  client.close();
  expect(worker.terminate).toHaveBeenCalledOnce();
});
