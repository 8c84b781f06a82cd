import { createHubHttp } from '#renderer/hub/http.ts';
import { HubDatabase } from '#renderer/sync/database.ts';
import { SyncEngine } from '#renderer/sync/SyncEngine.ts';
import type { SyncJob } from './SyncJob.ts';

/** A first sync as the app makes it, into a database of its own; answers with its milliseconds and rows. */
self.onmessage = async ({ data }: MessageEvent<SyncJob>) => {
  const { address, token, fingerprint } = data;
  const account = { id: crypto.randomUUID(), name: 'A bench' };
  const database = new HubDatabase({ fingerprint, account });
  await database.open();
  const http = createHubHttp({
    address,
    token: async () => ({ token, expires: Date.now() + 600_000 }),
    fetch: (url, init) => fetch(url, init),
  });
  const engine = new SyncEngine({
    fingerprint,
    database,
    http,
    media: { allow: async () => undefined, hint: async () => undefined, forget: async () => undefined },
    resend: async () => 0,
    now: () => Date.now(),
  });
  const began = performance.now();
  await engine.pullAll();
  const took = performance.now() - began;
  const rows = await database.base.count();
  await database.delete();
  self.postMessage({ took, rows });
};
