import { useMemo } from 'react';
import type { Upload } from '#shared/contracts/ipcUploads.ts';
import { may } from '#shared/people/permissions.ts';
import type { Row } from '#shared/sync/rows.ts';
import { useForgetDone, useUploads } from '../recordings/manage/uploads.ts';
import { useUploadActs } from '../recordings/manage/useUploadActs.ts';
import { useRows } from '../sync/useRows.ts';
import { useWorkshop } from '../sync/WorkshopScope.tsx';

export type PhotoWork = {
  /** Of organizers, and of who this person is. */
  readonly mayChange: boolean;
  readonly upload: Upload | null;
  /** What the hub does with a photo, or why it could not. */
  readonly job: Row<'recordingJob'> | null;
  /** Lets the person choose a photo and sends it. */
  readonly choose: () => Promise<void>;
};

const noUploads: never[] = [];
const noJobs: never[] = [];

/** What is under way for the photo of a person of the workshop in scope. */
export function usePhotoWork(personId: string): PhotoWork {
  const { hub, membership } = useWorkshop();
  const acts = useUploadActs();
  const all = useUploads() ?? noUploads;
  const rows = useRows('recordingJob') ?? noJobs;
  const uploads = useMemo(
    () =>
      all.filter(
        ({ hub: to, target }) =>
          to === hub.fingerprint && target.what === 'photo' && target.personId === personId,
      ),
    [all, hub.fingerprint, personId],
  );
  const jobs = rows.filter(({ data }) => data.target.what === 'photo' && data.target.personId === personId);
  useForgetDone(
    uploads,
    useMemo(() => new Set(rows.map(({ id }) => id)), [rows]),
  );
  return {
    mayChange: may(membership.role, 'recording.manage') || membership.personId === personId,
    upload: uploads.find(({ uploadId }) => !jobs.some(({ id }) => id === uploadId)) ?? null,
    job: jobs.find(({ data }) => data.state !== 'done') ?? null,
    choose: async () => {
      const file = await acts.choose('photo');
      if (file) await acts.start(file, (fileName) => ({ what: 'photo', personId, fileName }));
    },
  };
}
