import { useTranslation } from 'react-i18next';
import { toast } from '../../design/Toast.tsx';
import { type KnownDownload, useDownloadQueue } from '../downloads.ts';
import { type RecordingActs, useRecordingActs } from '../useRecordingActs.ts';

export type QueueActs = Pick<RecordingActs, 'pause' | 'resume' | 'move'> & {
  readonly moveFirst: (item: KnownDownload) => void;
  /** One place up (-1) or down (1). */
  readonly moveBy: (item: KnownDownload, places: -1 | 1) => void;
  readonly cancel: (item: KnownDownload, title: string) => void;
};

/** What can be done with a place in the queue. */
export function useQueueActs(): QueueActs {
  const { t } = useTranslation();
  const queue = useDownloadQueue();
  const acts = useRecordingActs();
  const refAt = (index: number) => queue[index]?.ref ?? null;
  const cancel = async (item: KnownDownload, title: string) => {
    const next = refAt(queue.indexOf(item) + 1);
    if (!(await acts.stop(item.ref))) return;
    const undo = async () => {
      if ((await acts.start(item.ref)) && next) await acts.move(item.ref, next);
    };
    toast({
      tone: 'ok',
      text: t('downloads.cancelled', { title }),
      act: { label: t('downloads.undo'), press: () => void undo() },
    });
  };
  return {
    pause: acts.pause,
    resume: acts.resume,
    move: acts.move,
    moveFirst: (item) => void acts.move(item.ref, refAt(0)),
    moveBy: (item, places) => {
      const at = queue.indexOf(item);
      void acts.move(item.ref, places < 0 ? refAt(at - 1) : refAt(at + 2));
    },
    cancel: (item, title) => void cancel(item, title),
  };
}
