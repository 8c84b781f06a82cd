import { join } from 'node:path';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { Finish, JobOf, Workbench } from './Job.ts';
import { makePhoto } from './media/makePhoto.ts';

/** Keeps a small, square photo of a person without what the camera wrote beside it. */
export async function workOnPhoto(
  job: JobOf<'photo'>,
  bench: Workbench,
  imported: string[],
): Promise<Finish> {
  await bench.begin('check');
  const file = join(bench.folder, 'photo.jpg');
  await makePhoto(job.path, file, bench.signal);
  await bench.begin('keep');
  const hash = await bench.renditions.importBlob(file, 'image/jpeg');
  imported.push(hash);
  return {
    write: async (tx) => {
      const person = await tx.row('person', job.target.personId);
      if (!person) throw new RefusedError('not-found', 'person');
      const { photo } = person.data;
      if (photo === hash) return [];
      await tx.put('person', person.id, { ...person.data, photo: hash });
      return photo === null ? [] : [photo];
    },
  };
}
