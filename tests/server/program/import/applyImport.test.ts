import { createHash, randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { createLog } from '#server/log.ts';
import { Access } from '#server/people/Access.ts';
import { AccessTokens } from '#server/people/AccessTokens.ts';
import { HubKey } from '#server/people/HubKey.ts';
import { keepPart, partsHere } from '#server/program/import/ImportParts.ts';
import { Tallies } from '#server/questions/Tallies.ts';
import { Commands } from '#server/sync/Commands.ts';
import type { Command, CommandArgs, CommandName } from '#shared/contracts/commands.ts';
import type { Role } from '#shared/people/account.ts';
import { acceptedChanges } from '#shared/program/import/acceptedChanges.ts';
import type { ProgramDraft } from '#shared/program/import/draft.ts';
import type { ImportChange } from '#shared/program/import/importChange.ts';
import { planImport } from '#shared/program/import/planImport.ts';
import { cutParts, importIdOf, importRev, sendImport } from '#shared/program/import/sendImport.ts';
import { type Row, type RowKind, rowKind } from '#shared/sync/rows.ts';
import { draftRow, sampleDraft, without } from '../../../shared/program/import/sampleDraft.ts';
import { workshop } from '../../sampleRows.ts';
import { openTestStore } from '../../testStore.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

async function desk() {
  const { store, workshopId, folder } = await openTestStore();
  await store.write(workshopId, (tx) => tx.put('workshop', workshopId, workshop()));
  const access = new Access(store, new AccessTokens(await HubKey.open(folder), 600));
  const tallies = await Tallies.create(store, createLog('silent'));
  onTestFinished(() => tallies.close());
  const commands = new Commands(store, access, tallies, () => Date.parse('2020-06-23T10:00:00Z'));
  const member = async (role: Role) => {
    const id = randomUUID();
    await store.transaction(async (sql) => {
      await sql
        .insertInto('account')
        .values({ id, name: `A ${role}`, created: 0 })
        .execute();
      const columns = { account_id: id, workshop_id: workshopId, role, person_id: null };
      await sql.insertInto('membership').values(columns).execute();
    });
    return id;
  };
  const organizer = await member('organizer');
  const run = <N extends CommandName>(who: string, name: N, args: CommandArgs<N>, id = randomUUID()) =>
    commands.run(who, { id, workshopId, name, args } as unknown as Command);
  const rows = async (): Promise<readonly Row[]> => {
    const lists = await Promise.all(rowKind.options.map((kind: RowKind) => store.rows(workshopId, kind)));
    return lists.flat();
  };
  const wire = (who: string) => ({
    partsThere: (importId: string) => partsHere(store, { workshopId, importId, accountId: who }),
    putPart: (importId: string, part: number, text: string) =>
      keepPart(store, { workshopId, importId, accountId: who }, part, text),
    hash: async (text: string) => sha256(text),
  });
  const send = async (changes: readonly ImportChange[], who = organizer) => {
    const source = { format: 'frab-json', source: 'sample.json' } as const;
    return sendImport(wire(who), changes, source, importRev(await rows()), () => undefined);
  };
  const plan = async (draft: ProgramDraft) => {
    const now = await rows();
    const newId = async (kind: string, key: string) => importIdOf(sha256(`${kind} ${key}`));
    return acceptedChanges(
      await planImport(draft, now, { workshopId, newId, slug: 'sample' }),
      now,
      new Set(),
    ).changes;
  };
  const bring = async (draft: ProgramDraft) => {
    const args = await send(await plan(draft));
    return { args, reply: await run(organizer, 'program.import', args) };
  };
  const title = async <K extends 'talk' | 'session'>(kind: K, like: string) =>
    (await store.rows<K>(workshopId, kind)).find((row) => row.data.title.includes(like));
  return { store, workshopId, organizer, member, run, rows, wire, send, plan, bring, title };
}

test('an import is one command: all its rows are there, and a record for moderators', async () => {
  const { bring, rows } = await desk();
  const { reply, args } = await bring(sampleDraft());
  expect(reply.outcome).toBe('applied');
  const after = await rows();
  expect(after.filter(({ kind }) => kind === 'talk')).toHaveLength(2);
  const record = after.find(({ kind }) => kind === 'import');
  expect(record).toMatchObject({
    id: args.importId,
    data: { state: 'applied', added: 6, changed: 1, removed: 0, by: 'A organizer', source: 'sample.json' },
  });
});

test('S6: the same import twice is applied once, under the same command and under another', async () => {
  const { bring, run, organizer, rows } = await desk();
  const { args } = await bring(sampleDraft());
  const before = await rows();
  expect(await run(organizer, 'program.import', args)).toMatchObject({
    outcome: 'refused',
    reason: 'already-done',
  });
  expect(await rows()).toEqual(before);
});

test('A3: nobody but an organizer imports, and a refused import writes nothing', async () => {
  const { send, plan, member, run, rows } = await desk();
  const before = await rows();
  for (const role of ['attendee', 'speaker', 'moderator'] as const) {
    const who = await member(role);
    const args = await send(await plan(sampleDraft()), who);
    expect(await run(who, 'program.import', args)).toMatchObject({
      outcome: 'refused',
      reason: 'not-allowed',
    });
  }
  expect(await rows()).toEqual(before);
});

test('an import whose parts are not all here, or not those that were sent, is refused by name', async () => {
  const { send, plan, run, organizer, member } = await desk();
  const args = await send(await plan(sampleDraft()));
  const more = { ...args, parts: args.parts + 1 };
  expect(await run(organizer, 'program.import', more)).toMatchObject({
    outcome: 'refused',
    reason: 'not-found',
  });
  const other = { ...args, sha256: sha256('something else') };
  expect(await run(organizer, 'program.import', other)).toMatchObject({
    outcome: 'refused',
    reason: 'damaged',
  });
  const colleague = await member('organizer');
  expect(await run(colleague, 'program.import', args)).toMatchObject({
    outcome: 'refused',
    reason: 'not-found',
  });
  expect(await run(organizer, 'program.import', args)).toMatchObject({ outcome: 'applied' });
});

test('sending goes on where it was cut off: parts that are there are not sent again', async () => {
  const { store, wire, organizer, workshopId } = await desk();
  const changes = Array.from({ length: 900 }, (_, i) => ({
    kind: 'room' as const,
    id: importIdOf(sha256(`room ${i}`)),
    expectedRev: null,
    data: {
      name: `Room ${i} ${'x'.repeat(600)}`,
      order: i,
      description: null,
      capacity: null,
      externalIds: [],
    },
  }));
  const source = { format: 'frab-json', source: 'rooms.json' } as const;
  const put: number[] = [];
  let cut = true;
  const flaky = {
    ...wire(organizer),
    putPart: async (importId: string, part: number, text: string) => {
      if (cut && part === 2) throw new Error('the network is gone');
      put.push(part);
      await wire(organizer).putPart(importId, part, text);
    },
  };
  await expect(sendImport(flaky, changes, source, 7, () => undefined)).rejects.toThrow('gone');
  cut = false;
  const args = await sendImport(flaky, changes, source, 7, () => undefined);
  expect(args.parts).toBeGreaterThan(3);
  expect(put).toEqual(Array.from({ length: args.parts }, (_, i) => i));
  expect(await partsHere(store, { workshopId, importId: args.importId, accountId: organizer })).toEqual(put);
});

test('A5: an account that leaves more than 100 MB of parts waiting is refused by name', async () => {
  const { store, workshopId, organizer } = await desk();
  const key = { workshopId, accountId: organizer };
  const text = 'x'.repeat(30 * 1024 * 1024);
  for (let i = 0; i < 3; i += 1) await keepPart(store, { ...key, importId: randomUUID() }, 0, text);
  await expect(keepPart(store, { ...key, importId: randomUUID() }, 0, text)).rejects.toMatchObject({
    reason: 'too-many',
  });
  const lastWeek = Date.now() - 8 * 24 * 60 * 60 * 1000;
  await store.transaction((sql) => sql.updateTable('import_part').set({ at: lastWeek }).execute());
  const late = { ...key, importId: randomUUID() };
  await keepPart(store, late, 0, text);
  expect(await partsHere(store, late)).toEqual([0]);
});

test('I4: what is asked meanwhile leaves a cut-off import its id, and an undo gives it another', async () => {
  const { bring, run, organizer, title, rows } = await desk();
  const { args } = await bring(sampleDraft());
  const before = importRev(await rows());
  const talk = await title('talk', 'First');
  const ask = { questionId: randomUUID(), text: 'Why?', sessionId: null, anchor: null, anonymous: false };
  await run(organizer, 'question.ask', { ...ask, talkId: talk?.id ?? null });
  expect((await rows()).map(({ kind }) => kind)).toContain('question');
  expect(importRev(await rows())).toBe(before);
  await run(organizer, 'program.undoImport', { importId: args.importId });
  expect(importRev(await rows())).toBeGreaterThan(before);
});

test('parts are cut between characters, and make up the text again', () => {
  const text = `${'a'.repeat(9)}${'🎉'.repeat(30)}`;
  const parts = cutParts(text, 10);
  expect(parts.join('')).toBe(text);
  expect(parts.every((part) => part.isWellFormed())).toBe(true);
});

test('what somebody changed after the plan was made is not overwritten: changed-since, and nothing is written', async () => {
  const { bring, plan, send, run, organizer, title, rows } = await desk();
  await bring(sampleDraft());
  const talk = await title('talk', 'First');
  if (!talk) throw new Error('no talk');
  const changes = await plan(sampleDraft([draftRow('talk', 'sample:talk/1', { title: 'From the file' })]));
  const args = { kind: 'talk' as const, id: talk.id, expectedRev: talk.rev };
  await run(organizer, 'program.put', { ...args, data: { ...talk.data, title: 'By hand' } });
  const before = await rows();
  const refused = await run(organizer, 'program.import', await send(changes));
  expect(refused).toMatchObject({ outcome: 'refused', reason: 'changed-since' });
  expect(await rows()).toEqual(before);
});

test.each([
  ['no JSON', 'not json'],
  ['not a list', '{}'],
  [
    'an unknown kind',
    '[{"kind":"question","id":"00000000-0000-8000-8000-000000000000","expectedRev":null,"data":{}}]',
  ],
  [
    'a row that is no room',
    '[{"kind":"room","id":"00000000-0000-8000-8000-000000000000","expectedRev":null,"data":{"order":1}}]',
  ],
])('an import of %s is malformed', async (_, text) => {
  const { store, workshopId, organizer, run } = await desk();
  const importId = randomUUID();
  await keepPart(store, { workshopId, importId, accountId: organizer }, 0, text);
  const args = { importId, format: 'frab-json', source: 'x', parts: 1, sha256: sha256(text) } as const;
  expect(await run(organizer, 'program.import', args)).toMatchObject({
    outcome: 'refused',
    reason: 'malformed',
  });
});

test.each([
  ['names a room that is not there', { roomId: randomUUID() }],
  [
    'ends before it starts',
    {
      start: { kind: 'instant', at: '2020-06-25T15:00:00.000Z' },
      end: { kind: 'instant', at: '2020-06-25T14:00:00.000Z' },
    },
  ],
])('a session that %s is refused', async (_, part) => {
  const { bring, title, run, organizer } = await desk();
  await bring(sampleDraft());
  const session = await title('session', 'Morning');
  if (!session) throw new Error('no session');
  const args = { kind: 'session' as const, id: session.id, expectedRev: session.rev };
  const reply = await run(organizer, 'program.put', { ...args, data: { ...session.data, ...part } });
  expect(reply).toMatchObject({ outcome: 'refused', reason: 'malformed' });
});

test('a time zone that does not exist is refused', async () => {
  const { store, workshopId, run, organizer } = await desk();
  const row = await store.row(workshopId, 'workshop', workshopId);
  if (!row) throw new Error('no workshop');
  const args = { kind: 'workshop' as const, id: workshopId, expectedRev: row.rev };
  const reply = await run(organizer, 'program.put', {
    ...args,
    data: { ...row.data, zone: 'Europe/Atlantis' },
  });
  expect(reply).toMatchObject({
    outcome: 'refused',
    reason: 'malformed',
    detail: expect.stringContaining('Atlantis'),
  });
});

const bare = (rows: readonly Row[]) =>
  rows
    .filter(({ kind }) => kind !== 'import')
    .map(({ kind, id, data }) => ({ kind, id, data }))
    .sort((a, b) => `${a.kind} ${a.id}`.localeCompare(`${b.kind} ${b.id}`));

test('undo of an untouched import gives the program as it was before', async () => {
  const { bring, run, organizer, rows } = await desk();
  const before = bare(await rows());
  const { args } = await bring(sampleDraft());
  expect(await run(organizer, 'program.undoImport', { importId: args.importId })).toMatchObject({
    outcome: 'applied',
  });
  const after = await rows();
  expect(bare(after)).toEqual(before);
  expect(after.find(({ kind }) => kind === 'import')?.data).toMatchObject({ state: 'undone', kept: [] });
  expect(await run(organizer, 'program.undoImport', { importId: args.importId })).toMatchObject({
    reason: 'already-done',
  });
});

test('undo of a removal brings the row back', async () => {
  const { bring, run, organizer, title } = await desk();
  await bring(sampleDraft());
  const { args } = await bring(without(sampleDraft(), 'sample:talk/2'));
  expect(await title('talk', 'Second')).toBeUndefined();
  await run(organizer, 'program.undoImport', { importId: args.importId });
  expect((await title('talk', 'Second'))?.data.speakers).toHaveLength(1);
});

test('undo leaves what was edited since, and what that needs, and names them', async () => {
  const { bring, run, organizer, title, store, workshopId } = await desk();
  const { args } = await bring(sampleDraft());
  const talk = await title('talk', 'First');
  if (!talk) throw new Error('no talk');
  const edit = { kind: 'talk' as const, id: talk.id, expectedRev: talk.rev };
  await run(organizer, 'program.put', { ...edit, data: { ...talk.data, title: 'First, by hand' } });
  await run(organizer, 'program.undoImport', { importId: args.importId });
  expect((await title('talk', 'First'))?.data.title).toBe('First, by hand');
  expect(await title('talk', 'Second')).toBeUndefined();
  const record = await store.row(workshopId, 'import', args.importId);
  expect(record?.data.kept.map((row) => row.title).sort()).toEqual([
    'First, by hand',
    'Morning',
    'Sample Ada',
    'Sample Ben',
    'Sample hall',
  ]);
});

test('undo names what it cannot bring back, since somebody has removed what that names', async () => {
  const { bring, run, organizer, title, store, workshopId } = await desk();
  await bring(sampleDraft());
  const { args } = await bring(without(sampleDraft(), 'sample:talk/1'));
  const ada = (await store.rows(workshopId, 'person')).find((row) => row.data.name.includes('Ada'));
  if (!ada) throw new Error('no person');
  const { kind, id, rev } = ada;
  expect(await run(organizer, 'program.remove', { kind, id, expectedRev: rev })).toMatchObject({
    outcome: 'applied',
  });
  await run(organizer, 'program.undoImport', { importId: args.importId });
  expect(await title('talk', 'First')).toBeUndefined();
  const record = await store.row(workshopId, 'import', args.importId);
  expect(record?.data.kept.map((row) => row.title)).toEqual(['First sample talk']);
});

test('undo of the import that described a workshop first leaves the workshop itself', async () => {
  const { bring, run, organizer, title, store, workshopId } = await desk();
  await store.write(workshopId, (tx) => tx.remove('workshop', workshopId));
  const { args, reply } = await bring(sampleDraft());
  expect(reply).toMatchObject({ outcome: 'applied' });
  await run(organizer, 'program.undoImport', { importId: args.importId });
  expect(await title('talk', 'First')).toBeUndefined();
  expect((await store.row(workshopId, 'workshop', workshopId))?.data.title).toBe('A sample workshop');
  const record = await store.row(workshopId, 'import', args.importId);
  expect(record?.data.kept.map((row) => row.title)).toEqual(['A sample workshop']);
});

test('undo leaves a talk that somebody has asked about', async () => {
  const { bring, run, organizer, member, title } = await desk();
  const { args } = await bring(sampleDraft());
  const talk = await title('talk', 'Second');
  if (!talk) throw new Error('no talk');
  const ask = { questionId: randomUUID(), text: 'Why?', sessionId: null, anchor: null, anonymous: false };
  expect(await run(await member('attendee'), 'question.ask', { ...ask, talkId: talk.id })).toMatchObject({
    outcome: 'applied',
  });
  await run(organizer, 'program.undoImport', { importId: args.importId });
  expect(await title('talk', 'Second')).toBeDefined();
  expect(await title('talk', 'First')).toBeUndefined();
});

test('an import again after its undo is a new import', async () => {
  const { bring, run, organizer, rows } = await desk();
  const { args } = await bring(sampleDraft());
  await run(organizer, 'program.undoImport', { importId: args.importId });
  const second = await bring(sampleDraft());
  expect(second.reply.outcome).toBe('applied');
  expect(second.args.importId).not.toBe(args.importId);
  expect((await rows()).filter(({ kind }) => kind === 'talk')).toHaveLength(2);
});
