import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createLog } from '#server/log.ts';
import { Access } from '#server/people/Access.ts';
import { AccessTokens } from '#server/people/AccessTokens.ts';
import { HubKey } from '#server/people/HubKey.ts';
import { Tallies } from '#server/questions/Tallies.ts';
import { Renditions } from '#server/recordings/Renditions.ts';
import { FolderStore } from '#server/recordings/store/FolderStore.ts';
import type { UploadedFile } from '#server/recordings/uploads/UploadedFile.ts';
import { RecordingWork } from '#server/recordings/work/RecordingWork.ts';
import { Commands } from '#server/sync/Commands.ts';
import type { Command, CommandArgs, CommandName } from '#shared/contracts/commands.ts';
import type { Role } from '#shared/people/account.ts';
import type { RecordingJob, UploadTarget } from '#shared/recordings/upload.ts';
import { session, talk } from '../../sampleRows.ts';
import { openTestStore } from '../../testStore.ts';

/** What the tests say the program's clock shows. */
export const NOW = '2020-06-23T10:00:00.000Z';

/** A workshop with a talk, its speaker, its session and the work on uploads; all real but HTTP. */
export async function workshopOfWork({ start = true, workFolder = null as string | null, atOnce = 1 } = {}) {
  const { store, heads, workshopId, folder } = await openTestStore();
  const key = await HubKey.open(folder);
  const renditions = new Renditions(store, await FolderStore.open(folder), key);
  const log = createLog('silent');
  const tallies = await Tallies.create(store, log);
  onTestFinished(() => tallies.close());
  const access = new Access(store, new AccessTokens(key, 600));
  const commands = new Commands(store, access, tallies, () => Date.parse(NOW));
  const ids = { session: randomUUID(), talk: randomUUID(), other: randomUUID(), person: randomUUID() };
  await store.write(workshopId, async (tx) => {
    await tx.put('person', ids.person, { name: 'Ada', affiliations: [], externalIds: [] });
    await tx.put('session', ids.session, session());
    const speakers = [{ personId: ids.person, affiliations: [] }];
    await tx.put('talk', ids.talk, talk({ sessionId: ids.session, speakers }));
    await tx.put('talk', ids.other, talk({ sessionId: ids.session }));
  });
  const work = () =>
    RecordingWork.start({
      store,
      heads,
      renditions,
      folder: workFolder ?? join(folder, 'work'),
      atOnce,
      log,
    });
  const first = start ? await work() : null;
  if (first) onTestFinished(() => first.close());

  const member = async (role: Role, personId: string | null = null) => {
    const id = randomUUID();
    await store.transaction(async (sql) => {
      await sql
        .insertInto('account')
        .values({ id, name: `A ${role}`, created: 0 })
        .execute();
      await sql
        .insertInto('membership')
        .values({ account_id: id, workshop_id: workshopId, role, person_id: personId })
        .execute();
    });
    return id;
  };
  const send = <N extends CommandName>(who: string, name: N, args: CommandArgs<N>) =>
    commands.run(who, { id: randomUUID(), workshopId, name, args } as unknown as Command);

  await mkdir(join(folder, 'uploads'), { recursive: true });
  const upload = async (source: string, target: UploadTarget, accountId = randomUUID()) => {
    const uploadId = randomUUID();
    const path = join(folder, 'uploads', uploadId);
    await copyFile(source, path);
    return { uploadId, workshopId, accountId, target, path, size: 1 } satisfies UploadedFile;
  };
  const job = async (id: string) => (await store.row(workshopId, 'recordingJob', id))?.data ?? null;
  const until = async (id: string, states: readonly RecordingJob['state'][]): Promise<RecordingJob> => {
    for (;;) {
      const found = await job(id);
      if (found && states.includes(found.state)) return found;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };
  const done = (id: string) => until(id, ['done', 'refused', 'failed']);
  /** Uploads a file, and resolves to how the work on it ended. */
  const worked = async (source: string, target: UploadTarget) => {
    const file = await upload(source, target);
    await (first as RecordingWork).take(file);
    return done(file.uploadId);
  };
  const ofTalk = { what: 'recording', of: { kind: 'talk', talkId: ids.talk }, fileName: 'a.mp4' } as const;
  const media = async () =>
    (await readdir(join(folder, 'media'), { recursive: true })).filter((name) => /[0-9a-f]{64}$/.test(name));
  return {
    ...{ store, heads, workshopId, folder, renditions, ids, work, first, member, send, upload },
    ...{ job, until, done, worked, ofTalk, media },
  };
}
