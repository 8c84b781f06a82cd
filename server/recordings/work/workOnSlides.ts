import type { Finish, JobOf, Workbench } from './Job.ts';
import { contentsOf, noLongerNamed } from './recordingRows.ts';

/** Keeps slides beside a recording, as the PDF that was uploaded. */
export async function workOnSlides(
  job: JobOf<'slides'>,
  bench: Workbench,
  imported: string[],
): Promise<Finish> {
  await bench.begin('check');
  // The reader of PDF is large, and most hubs never need it.
  const { checkSlides } = await import('./media/checkSlides.ts');
  const pages = await checkSlides(job.path, bench.signal);
  await bench.begin('keep');
  const hash = await bench.renditions.importBlob(job.path, 'application/pdf');
  imported.push(hash);
  return {
    write: async (tx) => {
      const { id, data } = await contentsOf(tx, job.target.recordingId);
      const after = { ...data, slides: { hash, pages } };
      await tx.put('recordingContents', id, after);
      return noLongerNamed(data, after);
    },
  };
}
