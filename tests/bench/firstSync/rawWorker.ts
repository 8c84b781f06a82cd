import { Dexie } from 'dexie';
import { PROTOCOL, PROTOCOL_HEADER } from '#shared/contracts/protocol.ts';
import type { SyncJob } from './SyncJob.ts';

type Page = {
  readonly changes: readonly { readonly data: unknown }[];
  readonly cursor: string;
  readonly more: boolean;
};

/** The same pages, fetched one after the other and put as they are. */
self.onmessage = async ({ data }: MessageEvent<SyncJob>) => {
  const { address, token } = data;
  const database = new Dexie(`raw-${crypto.randomUUID()}`, { chromeTransactionDurability: 'relaxed' });
  database.version(1).stores({ rows: '[workshopId+kind+id]' });
  await database.open();
  const headers = { authorization: `Bearer ${token}`, [PROTOCOL_HEADER]: String(PROTOCOL) };
  const get = async <T>(path: string): Promise<T> =>
    (await fetch(new URL(path, address), { headers })).json();
  const began = performance.now();
  const { workshops } = await get<{ workshops: { id: string }[] }>('/v1/workshops');
  for (const { id } of workshops) {
    let page: Page | null = null;
    do {
      const cursor: string = page ? `&cursor=${page.cursor}` : '';
      page = await get<Page>(`/v1/workshops/${id}/changes?limit=500${cursor}`);
      await database.table('rows').bulkPut(page.changes.filter((one) => one.data !== null));
    } while (page.more);
  }
  const took = performance.now() - began;
  const rows = await database.table('rows').count();
  await database.delete();
  self.postMessage({ took, rows });
};
