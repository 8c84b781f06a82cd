import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { putRows } from '#server/program/putRows.ts';
import { SqlStore } from '#server/store/SqlStore.ts';
import { openSqlite } from '#server/store/sqlite.ts';
import { Heads } from '#server/sync/Heads.ts';
import { callHub } from '#shared/contracts/callHub.ts';
import { parseInviteLink } from '#shared/people/inviteLink.ts';
import { type StartedHub, startHub } from '#tests/support/startHub.ts';

const unknown = { kind: 'unknown' } as const;

/** A demonstration's hub whose first workshop has `count` talks more, each with an abstract of a paragraph. */
export async function startBigProgram(count: number): Promise<StartedHub & { readonly workshopId: string }> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'lectern-bench-hub-'));
  const hub = await startHub({ dataFolder });
  await hub.terminate();
  const store = await SqlStore.open(await openSqlite(join(dataFolder, 'hub.db')), new Heads());
  const workshop = (await store.workshops()).find(({ slug }) => slug === 'dlsuper-isc19');
  if (!workshop) throw new Error('no workshop');
  await putRows(
    store,
    workshop.id,
    Array.from({ length: count }, (_, order) => ({
      kind: 'talk' as const,
      id: randomUUID(),
      data: {
        sessionId: null,
        kind: 'talk' as const,
        title: `Sample talk ${order}`,
        abstract: `What sample talk ${order} is about, in a paragraph that is made up. ${'Nothing in it is true. '.repeat(8)}`,
        outline: [],
        speakers: [],
        start: unknown,
        minutes: 30,
        phases: [],
        topics: ['a sample'],
        artifacts: [],
        order,
      },
    })),
  );
  await store.close();
  await hub.restart();
  const stop = hub.stop.bind(hub);
  return Object.assign(hub, {
    workshopId: workshop.id,
    stop: async () => {
      const exit = await stop();
      await rm(dataFolder, { recursive: true, force: true });
      return exit;
    },
  });
}

/** An access token of whom an invite link is for. */
export async function tokenOf(address: string, link: string): Promise<string> {
  const invite = parseInviteLink(link)?.invite ?? '';
  const device = { id: randomUUID(), secret: 's'.repeat(40), label: 'a bench' };
  const joined = await callHub(fetch, address, 'join', { body: { invite, device, name: null } }, null);
  return joined.accessToken;
}
