import { JobLine } from '../recordings/manage/JobLine.tsx';
import { UploadLine } from '../recordings/manage/UploadLine.tsx';
import styles from './PersonPhoto.module.css';
import { usePhotoWork } from './usePhotoWork.ts';

/** A photo that is on its way, or that the hub could not use. */
export function PhotoWork({ personId }: { readonly personId: string }) {
  const { upload, job, choose } = usePhotoWork(personId);
  const again = () => void choose();
  // A photo is there in a moment: only what takes longer, or went wrong, is said.
  const slow = upload && upload.state !== 'done' && (upload.size > 4_000_000 || upload.state !== 'running');
  const wrong = job && (job.data.state === 'refused' || job.data.state === 'failed');
  if (!slow && !wrong) return null;
  return (
    <div className={styles.work}>
      {slow ? <UploadLine upload={upload} onAgain={again} /> : null}
      {wrong ? <JobLine job={job} onAgain={again} /> : null}
    </div>
  );
}
