import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { takenFile } from '#shared/contracts/ipc.ts';
import type { ChosenFile, FilePurpose, Upload } from '#shared/contracts/ipcUploads.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { UploadTarget } from '#shared/recordings/upload.ts';
import { toast } from '../../design/Toast.tsx';
import { ask } from '../../hub/ipc.ts';
import { reasonOf, useRefusal } from '../../i18n/useRefusal.ts';
import { useWorkshop } from '../../sync/WorkshopScope.tsx';

/** What an upload is for, before its file is chosen. */
export type TargetOf = (fileName: string) => UploadTarget;

export type UploadActs = {
  /** The system's dialog; `null` where nothing was chosen. */
  readonly choose: (purpose: FilePurpose) => Promise<ChosenFile | null>;
  /** A file that was dropped; `null` where it is none of the disk, which is said. */
  readonly take: (file: File) => Promise<ChosenFile | null>;
  /** True once it is on its way. */
  readonly start: (file: ChosenFile, target: TargetOf) => Promise<boolean>;
  readonly pause: (upload: Upload) => Promise<void>;
  readonly resume: (upload: Upload) => Promise<void>;
  readonly cancel: (upload: Upload) => Promise<void>;
};

/** Sends files to the hub of the workshop in scope. What goes wrong is said. */
export function useUploadActs(): UploadActs {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const { hub, id: workshopId } = useWorkshop();
  return useMemo(() => {
    const said = async <T>(work: Promise<T>): Promise<T | null> => {
      try {
        return await work;
      } catch (error) {
        toast({ tone: 'bad', text: t('manage.actFailed', { reason: sentence(reasonOf(error)) }) });
        return null;
      }
    };
    const which = ({ hub: of, uploadId }: Upload) => ({ hub: of, uploadId });
    return {
      choose: async (purpose) => (await said(ask('files.choose', { purpose })))?.files[0] ?? null,
      take: (file) => said(takeFile(file)),
      start: async (file, target) => {
        const asked = { hub: hub.fingerprint, workshopId, token: file.token, target: target(file.name) };
        return (await said(ask('uploads.start', asked))) !== null;
      },
      pause: async (upload) => void (await said(ask('uploads.pause', which(upload)))),
      resume: async (upload) => void (await said(ask('uploads.resume', which(upload)))),
      cancel: async (upload) => void (await said(ask('uploads.cancel', which(upload)))),
    };
  }, [t, sentence, hub.fingerprint, workshopId]);
}

async function takeFile(file: File): Promise<ChosenFile> {
  const read = takenFile.safeParse(await window.lectern.takeFile(file));
  if (read.success && read.data !== null) return read.data;
  throw new RefusedError('file-gone', 'what was dropped is no file of the disk');
}
