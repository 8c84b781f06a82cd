import { useTranslation } from 'react-i18next';
import { toast } from '../../design/Toast.tsx';
import { reasonOf, useRefusal } from '../../i18n/useRefusal.ts';
import { programTime } from '../../sync/hubClock.ts';
import { useNearConnection } from '../../sync/useHubClock.ts';

type Mark = {
  readonly workshopId: string;
  readonly recordingId: string;
  /** Where watching goes on, in seconds. */
  readonly second: number;
  readonly finished: boolean;
};

/** Marks a recording of a hub as watched or not, in the journal (rule S11); a failure is said. */
export function useMarkWatched(hub: string): (mark: Mark) => void {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const connection = useNearConnection(hub);
  return (mark) => {
    if (!connection) return;
    const at = programTime(connection.clock.get(), Date.now());
    connection.keep([{ type: 'progress', ...mark, at }]).catch((error: unknown) => {
      toast({ tone: 'bad', text: t('player.markNotKept', { reason: sentence(reasonOf(error)) }) });
    });
  };
}
