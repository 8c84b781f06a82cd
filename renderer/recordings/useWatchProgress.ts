import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { toast } from '../design/Toast.tsx';
import { reasonOf, useRefusal } from '../i18n/useRefusal.ts';
import { useNearConnection } from '../sync/useHubClock.ts';
import { WatchProgress } from './WatchProgress.ts';
import { useProgressOf } from './watched/watchedStore.ts';

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
      toast({ tone: 'bad', text: t('player.placeNotKept', { reason: sentence(reasonOf(error)) }) });
    said.current = true;
  };
  const progress = useMemo(
    () =>
      new WatchProgress({ workshopId, recordingId, connection, onFailure: (error) => say.current(error) }),
    [workshopId, recordingId, connection],
  );
  const finished = useProgressOf(ref.hub, recordingId)?.finished;
  useEffect(() => {
    if (finished !== undefined) progress.mark(finished);
  }, [progress, finished]);
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
