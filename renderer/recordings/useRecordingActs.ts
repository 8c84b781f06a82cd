import { useTranslation } from 'react-i18next';
import type { DownloadSettings, RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import type { Row } from '#shared/sync/rows.ts';
import { toast } from '../design/Toast.tsx';
import { ask } from '../hub/ipc.ts';
import { reasonOf, useRefusal } from '../i18n/useRefusal.ts';
import { useConnections } from '../sync/connectionsContext.ts';
import { readWorkshops } from '../sync/useWorkshops.ts';
import { workshopName } from '../workspace/workshopName.ts';
import { atHub } from './downloads.ts';

export type RenditionKind = 'video' | 'audio';

/**
 * Names the rendition of a recording that is played and downloaded; `null` before its release. Where there is
 * none of the kind, the other one.
 */
export function renditionOf(
  hub: string,
  contents: Row<'recordingContents'> | null,
  kind: RenditionKind = 'video',
): RenditionRef | null {
  const renditions = contents?.data.renditions;
  const rendition = renditions?.find((one) => one.kind === kind) ?? renditions?.[0];
  if (!contents || !rendition) return null;
  return { hub, workshopId: contents.workshopId, recordingId: contents.data.recordingId, rendition };
}

export type RecordingActs = {
  /** Each resolves with whether it was done; what went wrong was said. */
  readonly start: (...refs: readonly RenditionRef[]) => Promise<boolean>;
  readonly pause: (...refs: readonly RenditionRef[]) => Promise<boolean>;
  readonly resume: (...refs: readonly RenditionRef[]) => Promise<boolean>;
  readonly stop: (...refs: readonly RenditionRef[]) => Promise<boolean>;
  readonly remove: (...refs: readonly RenditionRef[]) => Promise<boolean>;
  /** Before another one of the queue; `null` is the end. */
  readonly move: (ref: RenditionRef, before: RenditionRef | null) => Promise<boolean>;
  readonly keep: (ref: RenditionRef, kept: boolean) => Promise<boolean>;
  readonly set: (settings: Partial<DownloadSettings>) => Promise<boolean>;
};

/** Downloads, with what goes wrong said in a sentence. */
export function useRecordingActs(): RecordingActs {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const connections = useConnections();
  const said = async (act: () => Promise<unknown>) => {
    try {
      await act();
      return true;
    } catch (error) {
      toast({ tone: 'bad', text: t('recordings.actFailed', { reason: sentence(reasonOf(error)) }) });
      return false;
    }
  };
  const several = (
    name: 'downloads.pause' | 'downloads.resume' | 'downloads.stop' | 'downloads.remove',
    refs: readonly RenditionRef[],
  ) => said(async () => refs.length > 0 && ask(name, { which: refs.map(atHub) }));
  return {
    start: (...refs) =>
      said(async () => {
        if (refs.length === 0) return;
        const workshops = (await Promise.all(connections.map(readWorkshops))).flat();
        const ofRefs = workshops.filter(({ id }) => refs.some(({ workshopId }) => workshopId === id));
        const names = Object.fromEntries(
          ofRefs.map(({ id, data }) => [id, workshopName(data).slice(0, 300)]),
        );
        await ask('downloads.start', { refs: [...refs], names });
      }),
    pause: (...refs) => several('downloads.pause', refs),
    resume: (...refs) => several('downloads.resume', refs),
    stop: (...refs) => several('downloads.stop', refs),
    remove: (...refs) => several('downloads.remove', refs),
    move: (ref, before) =>
      said(() => ask('downloads.move', { which: atHub(ref), before: before && atHub(before) })),
    keep: (ref, kept) => said(() => ask('space.keep', { which: [atHub(ref)], kept })),
    set: (settings) => said(() => ask('downloads.set', settings)),
  };
}
