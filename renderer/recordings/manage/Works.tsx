import type { UploadTarget } from '#shared/recordings/upload.ts';
import { JobLine } from './JobLine.tsx';
import type { ManagedItem } from './manageItems.ts';
import { UploadLine } from './UploadLine.tsx';

type Props = {
  readonly item: ManagedItem;
  readonly what: UploadTarget['what'];
  /** Lets the person choose another file where one cannot be used. */
  readonly onAgain: () => void;
};

/** What this device sends and what the hub works on, of one kind. */
export function Works({ item, what, onAgain }: Props) {
  const uploads = item.uploads.filter(({ target }) => target.what === what);
  const jobs = item.jobs.filter(({ data }) => data.target.what === what);
  return (
    <>
      {uploads.map((upload) => (
        <UploadLine key={upload.uploadId} upload={upload} onAgain={onAgain} />
      ))}
      {jobs.map((job) => (
        <JobLine key={job.id} job={job} onAgain={onAgain} />
      ))}
    </>
  );
}
