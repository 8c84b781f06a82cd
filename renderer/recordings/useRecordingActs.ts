import { useTranslation } from 'react-i18next';
import type { RenditionRef } from '#shared/contracts/ipc.ts';
import type { Row } from '#shared/sync/rows.ts';
import { toast } from '../design/Toast.tsx';
import { reasonOf, useRefusal } from '../i18n/useRefusal.ts';
import { useDownloadActions } from './downloads.ts';

/** Names the rendition of a recording that is played and downloaded; `null` before its release. */
export function renditionOf(hub: string, contents: Row<'recordingContents'> | null): RenditionRef | null {
  const rendition =
    contents?.data.renditions.find(({ kind }) => kind === 'video') ?? contents?.data.renditions[0];
  if (!contents || !rendition) return null;
  return { hub, workshopId: contents.workshopId, recordingId: contents.data.recordingId, rendition };
}

export type RecordingActs = {
  readonly start: (...refs: readonly RenditionRef[]) => Promise<void>;
  readonly stop: (ref: RenditionRef) => Promise<void>;
  readonly remove: (ref: RenditionRef) => Promise<void>;
};

/** Downloads, with what goes wrong said in a sentence. */
export function useRecordingActs(): RecordingActs {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const { start, stop, remove } = useDownloadActions();
  const said = async (act: () => Promise<void>) => {
    try {
      await act();
    } catch (error) {
      toast({ tone: 'bad', text: t('recordings.actFailed', { reason: sentence(reasonOf(error)) }) });
    }
  };
  return {
    start: (...refs) =>
      said(async () => {
        for (const ref of refs) await start(ref);
      }),
    stop: (ref) => said(() => stop(ref)),
    remove: (ref) => said(() => remove(ref)),
  };
}
