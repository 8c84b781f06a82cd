import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runHub, startHub } from '#tests/support/startHub.ts';
import { prepareHub, Speaker } from './hubFixture.ts';

test('S10: on a restored backup `new-epoch` begins another epoch, in which every cursor begins a snapshot and what the backup lacks is applied once more, once', async () => {
  const prepared = await prepareHub();
  const { dataFolder, workshopId, talkId, secrets } = prepared;
  const backups = await mkdtemp(join(tmpdir(), 'lectern-backup-'));
  const hub = await startHub({ demo: false, dataFolder });
  onTestFinished(async () => {
    await hub.stop();
    for (const folder of [dataFolder, backups]) await rm(folder, { recursive: true, force: true });
  });
  const who = await Speaker.join(hub.address, secrets.moderator ?? '');
  const ask = (questionId: string, id: ReturnType<typeof randomUUID>) =>
    who.send(
      workshopId,
      'question.ask',
      { questionId, text: 'Why?', talkId, sessionId: null, anchor: null, anonymous: false },
      id,
    );
  const pull = async (cursor = '') =>
    (await who.get(`/v1/workshops/${workshopId}/changes?${cursor && `cursor=${cursor}`}`)).body;
  const [kept, lost] = [
    [randomUUID(), randomUUID()],
    [randomUUID(), randomUUID()],
  ] as const;
  const first = (await ask(...kept)).body;
  await hub.terminate();
  await cp(dataFolder, backups, { recursive: true });
  await hub.restart();
  expect((await ask(...lost)).body.outcome).toBe('applied');
  const { cursor } = await pull();
  const { epoch } = (await who.get('/v1/hub')).body;

  const running = await runHub({ LECTERN_DATA: dataFolder, LECTERN_PORT: '0' }, ['new-epoch']);
  expect([running.code, running.stderr]).toEqual([1, expect.stringContaining('Another hub is running')]);
  expect((await who.get('/v1/hub')).body.epoch).toBe(epoch);
  await hub.terminate();
  await rm(dataFolder, { recursive: true });
  await cp(backups, dataFolder, { recursive: true });
  const begun = await runHub({ LECTERN_DATA: dataFolder, LECTERN_PORT: '0' }, ['new-epoch']);
  expect([begun.code, begun.stdout]).toEqual([0, expect.stringContaining('A new epoch has begun')]);
  await hub.restart();

  expect((await who.get('/v1/hub')).body.epoch).not.toBe(epoch);
  const page = await pull(cursor);
  const questions = (changes: typeof page.changes) =>
    changes.filter(({ kind }) => kind === 'question').map(({ id }) => id);
  expect([page.snapshot, questions(page.changes)]).toEqual([true, [kept[0]]]);
  expect((await ask(...kept)).body).toEqual(first);
  expect((await ask(...lost)).body.outcome).toBe('applied');
  expect((await ask(...lost)).body.outcome).toBe('applied');
  expect(questions((await pull()).changes)).toEqual([kept[0], lost[0]]);
});
