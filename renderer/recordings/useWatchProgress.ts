import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { RenditionRef } from '#shared/contracts/ipc.ts';
import { toast } from '../design/Toast.tsx';
import { reasonOf, useRefusal } from '../i18n/useRefusal.ts';
import { useNearConnection } from '../sync/useHubClock.ts';
import { WatchProgress } from './WatchProgress.ts';

/** Where watching a recording goes on, kept in the journal; a failure is said once. */
export function useWatchProgress(ref: RenditionRef): WatchProgress {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const connection = useNearConnection(ref.hub);
  const { workshopId, recordingId } = ref;
  const said = useRef(false);
  const say = useRef((_: unknown): void => undefined);
  say.current = (error) => {
    console.warn('the place in a recording could not be kept', error);
    if (!said.current)
      toast({ tone: 'bad', text: t('recordings.placeNotKept', { reason: sentence(reasonOf(error)) }) });
    said.current = true;
  };
  const progress = useMemo(
    () =>
      new WatchProgress({ workshopId, recordingId, connection, onFailure: (error) => say.current(error) }),
    [workshopId, recordingId, connection],
  );
  useEffect(() => {
    const leave = () => progress.keep();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [progress]);
  return progress;
}
