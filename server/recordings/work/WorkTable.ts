import type { Selectable } from 'kysely';
import { uploadTarget } from '#shared/recordings/upload.ts';
import type { Store, WorkshopWrite } from '../../store/Store.ts';
import type { Schema } from '../../store/schema.ts';
import type { UploadedFile } from '../uploads/UploadedFile.ts';
import type { Job } from './Job.ts';

function readJob(columns: Selectable<Schema['work']>): Job {
  const { upload_id: uploadId, workshop_id: workshopId, account_id: accountId, path } = columns;
  const target = uploadTarget.parse(JSON.parse(columns.target));
  const { size, created } = columns;
  return { uploadId, workshopId, accountId, target, path, size: Number(size), created: Number(created) };
}

/** The jobs that are not done, oldest first. */
export async function jobsIn(store: Store): Promise<readonly Job[]> {
  const found = await store.read.selectFrom('work').selectAll().execute();
  return found.map(readJob).toSorted((a, b) => a.created - b.created || (a.uploadId < b.uploadId ? -1 : 1));
}

export async function addJob(tx: WorkshopWrite, file: UploadedFile, created: number): Promise<void> {
  const { uploadId, workshopId, accountId, target, path, size } = file;
  await tx.sql
    .insertInto('work')
    .values({
      upload_id: uploadId,
      workshop_id: workshopId,
      account_id: accountId,
      target: JSON.stringify(target),
      path,
      size,
      created,
    })
    .execute();
}

export async function removeJob(sql: WorkshopWrite['sql'], uploadId: string): Promise<void> {
  await sql.deleteFrom('work').where('upload_id', '=', uploadId).execute();
}
