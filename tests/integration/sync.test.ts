import 'fake-indexeddb/auto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { FetchHub } from '#renderer/hub/http.ts';
import { pendingCommands } from '#renderer/sync/pendingCommands.ts';
import { baseRows } from '#renderer/sync/readBase.ts';
import { readWorkshops } from '#renderer/sync/useWorkshops.ts';
import type { Change, Row } from '#shared/sync/rows.ts';
import { type Device, type DeviceOptions, startDevice } from '#tests/renderer/sync/device.ts';
import { SAMPLE_TALKS, sampleSlug, seedSample } from '#tests/renderer/sync/seedSample.ts';
import { runHub, type StartedHub, startHub } from '#tests/support/startHub.ts';

let hub: StartedHub;
let dataFolder: string;
const devices: Device[] = [];

beforeAll(async () => {
  dataFolder = await seedSample();
  hub = await startHub({ dataFolder });
});
afterAll(async () => {
  await hub.stop();
  await rm(dataFolder, { recursive: true, force: true });
});
afterEach(async () => {
  for (const device of devices.splice(0)) await device.close();
});

async function device(
  person: keyof StartedHub['invites'],
  options: Omit<DeviceOptions, 'slug'> = {},
): Promise<Device> {
  const started = await startDevice(hub.invites[person], { slug: sampleSlug, ...options });
  devices.push(started);
  return started;
}

async function ask(from: Device): Promise<string> {
  const [talk] = await baseRows(from.connection.database, from.workshopId, 'talk');
  const questionId = crypto.randomUUID();
  await from.connection.outbox.add(from.workshopId, 'question.ask', {
    questionId,
    text: 'A sample question of a test?',
    talkId: talk?.id ?? null,
    sessionId: null,
    anchor: null,
    anonymous: false,
  });
  await from.sync.projector.catchUp();
  return questionId;
}

const soon = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 15_000, interval: 25 });

/** What the hub gives a reader who begins with nothing. */
async function freshPull(reader: Device): Promise<readonly Change[]> {
  const rows = new Map<string, Change>();
  let cursor: string | null = null;
  for (;;) {
    const query: Record<string, string> = { limit: '50', ...(cursor === null ? {} : { cursor }) };
    const page = await reader.http('changes', { params: { workshopId: reader.workshopId }, query });
    for (const one of page.changes) rows.set(`${one.kind} ${one.id}`, one);
    cursor = page.cursor;
    if (!page.more) return [...rows.values()].filter((one) => one.data !== null);
  }
}
const byId = (rows: readonly Change[]) =>
  rows.toSorted((a, b) => `${a.kind} ${a.id}`.localeCompare(`${b.kind} ${b.id}`));
/** Every row of every generation that is here, so that a left-over one is seen. */
async function held(reader: Device): Promise<readonly Change[]> {
  const rows = await reader.connection.database.base.toArray();
  return rows
    .filter((row) => row.workshopId === reader.workshopId)
    .map(({ generation, ...row }) => row as Row);
}
const pending = (reader: Device) => pendingCommands(reader.connection.database, reader.workshopId);

it('S3 an attendee who joins has the whole program, page after page, and the clock of the rehearsal', async () => {
  const { connection, workshopId } = await device('attendee');
  expect((await readWorkshops(connection)).map((w) => w.data.slug)).toContain(sampleSlug);
  expect(await baseRows(connection.database, workshopId, 'talk')).toHaveLength(SAMPLE_TALKS);
  expect(connection.status.get().state).toBe('synced');
  const { program } = connection.clock.get();
  expect(new Date(program.programAnchor).getUTCFullYear()).toBe(2020);
});

it('S8 a question asked by one is seen by the moderator, and by all once it is approved', async () => {
  const [asker, moderator, other] = [
    await device('attendee'),
    await device('moderator'),
    await device('attendee2'),
  ];
  for (const one of [asker, moderator, other]) one.start();
  const id = await ask(asker);
  await soon(async () => expect((await moderator.question(id))?.data.state).toBe('pending'));
  expect(await other.question(id)).toBeUndefined();
  await moderator.connection.outbox.add(moderator.workshopId, 'question.approve', { questionId: id });
  await soon(async () => expect((await other.question(id))?.data.state).toBe('approved'));
  await other.connection.outbox.add(other.workshopId, 'question.vote', { questionId: id });
  await soon(async () =>
    expect(await asker.question(id)).toMatchObject({ votes: 1, voted: false, mine: true }),
  );
  await soon(async () =>
    expect(await other.question(id)).toMatchObject({ votes: 1, voted: true, sending: false }),
  );
  await soon(async () => expect(await pending(other)).toEqual([]));
});

it('Q5 a question asked offline is seen at once and pushed when the device is back', async () => {
  const [asker, moderator] = [await device('attendee'), await device('moderator')];
  moderator.start();
  const id = await ask(asker);
  expect(await asker.question(id)).toMatchObject({ sending: true, mine: true });
  asker.start();
  await soon(async () => expect(await asker.question(id)).toMatchObject({ sending: false, mine: true }));
  await soon(async () => expect(await moderator.question(id)).toBeDefined());
});

it('S6 what the hub refuses stays with its reason', async () => {
  const asker = await device('attendee');
  asker.start();
  const id = await ask(asker);
  await asker.connection.outbox.add(asker.workshopId, 'question.approve', { questionId: id });
  await soon(async () => expect(await asker.question(id)).toMatchObject({ refused: 'not-allowed' }));
  const view = await asker.question(id);
  expect(view?.data.state).toBe('pending');
  await asker.connection.outbox.discard(view?.commandId ?? '');
  await soon(async () => expect(await asker.question(id)).toMatchObject({ refused: null }));
});

it('S6 a command whose reply is lost takes effect once', async () => {
  let lost = 0;
  const losing: FetchHub = async (url, init) => {
    const response = await fetch(url, init);
    if (url.pathname === '/v1/commands' && lost < 2) {
      lost += 1;
      await response.text();
      throw new TypeError('the reply was lost');
    }
    return response;
  };
  const asker = await device('attendee', { fetch: losing });
  asker.start();
  const id = await ask(asker);
  await soon(async () => expect(await pending(asker)).toEqual([]));
  expect(lost).toBe(2);
  expect(await asker.question(id)).toMatchObject({ sending: false, refused: null, mine: true });
});

it('S2 a device that was there while the hub died and came back has what a fresh pull has', async () => {
  const [asker, moderator] = [await device('attendee'), await device('moderator')];
  asker.start();
  moderator.start();
  const before = await ask(asker);
  await soon(async () => expect(await moderator.question(before)).toBeDefined());
  await hub.kill();
  await soon(async () => expect(asker.connection.status.get().state).toBe('offline'));
  const during = await ask(asker);
  await moderator.connection.outbox.add(moderator.workshopId, 'question.approve', { questionId: before });
  expect(await asker.question(during)).toMatchObject({ sending: true });
  await hub.restart();
  await soon(async () => expect((await asker.question(before))?.data.state).toBe('approved'));
  await soon(async () => expect(await moderator.question(during)).toBeDefined());
  for (const reader of [asker, moderator]) {
    await soon(async () => expect(await pending(reader)).toEqual([]));
    await soon(async () => expect(byId(await held(reader))).toEqual(byId(await freshPull(reader))));
  }
});

it('S10 on a hub that was restored from a backup the device has what is there, and pushes again what is lacking, once', async () => {
  const [asker, moderator] = [await device('attendee'), await device('moderator')];
  asker.start();
  moderator.start();
  const kept = await ask(asker);
  await soon(async () => expect(await pending(asker)).toEqual([]));
  const backup = await mkdtemp(join(tmpdir(), 'lectern-backup-'));
  await hub.terminate();
  await cp(dataFolder, backup, { recursive: true });
  await hub.restart();
  const lost = await ask(asker);
  await soon(async () => expect(await asker.question(lost)).toMatchObject({ sending: false }));
  await soon(async () => expect(await moderator.question(lost)).toBeDefined());
  await hub.terminate();
  await rm(dataFolder, { recursive: true });
  await cp(backup, dataFolder, { recursive: true });
  await rm(backup, { recursive: true });
  const begun = await runHub({ LECTERN_DATA: dataFolder, LECTERN_PORT: '0' }, ['new-epoch']);
  expect(begun.code).toBe(0);
  await hub.restart();
  const atHub = async (id: string) =>
    (await freshPull(moderator)).filter((row) => row.kind === 'question' && row.id === id).length;
  for (const id of [kept, lost]) {
    await vi.waitFor(async () => expect(await atHub(id)).toBe(1), { timeout: 20_000, interval: 1500 });
    await soon(async () => expect(await asker.question(id)).toMatchObject({ sending: false, refused: null }));
  }
  await soon(async () => expect(await pending(asker)).toEqual([]));
  for (const reader of [asker, moderator]) {
    await soon(async () => expect(byId(await held(reader))).toEqual(byId(await freshPull(reader))));
  }
});
