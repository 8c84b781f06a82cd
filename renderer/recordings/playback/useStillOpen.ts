import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Row } from '#shared/sync/rows.ts';
import { toast } from '../../design/Toast.tsx';
import { useConnections } from '../../sync/connectionsContext.ts';
import { baseRow } from '../../sync/readBase.ts';
import { type Playing, usePlayer } from '../playerContext.ts';
import { useMediaActs } from '../useMediaActs.ts';
import { renditionOf } from '../useRecordingActs.ts';

/**
 * What plays follows its row (rules S4, M8): a replaced recording goes on with its new video, and one that is not
 * open any more is closed with a word, since Chromium plays on for minutes from what it has read.
 */
export function useStillOpen(playing: Playing): void {
  const { t } = useTranslation();
  const { open, close } = usePlayer();
  const acts = useMediaActs();
  const contents = useContents(playing);
  const latest = useRef(playing);
  latest.current = playing;
  useEffect(() => {
    if (contents === undefined) return;
    const { ref, title } = latest.current;
    const now = renditionOf(ref.hub, contents);
    if (contents && now) {
      const isOther = now.rendition.id !== ref.rendition.id;
      if (isOther) open({ ...latest.current, ref: now, contents: contents.data });
      return;
    }
    if (document.fullscreenElement) acts.fullscreen(false);
    close();
    toast({ tone: 'ok', stays: true, text: t('player.closedByHub', { title }) });
  }, [contents, open, close, acts, t]);
}

/** The row of what plays; `null` where it is gone, `undefined` while its workshop is not here to tell. */
function useContents({ ref }: Playing): Row<'recordingContents'> | null | undefined {
  const { hub: fingerprint, workshopId, recordingId } = ref;
  const connections = useConnections();
  return useLiveQuery(async () => {
    const database = connections.find(({ hub }) => hub.fingerprint === fingerprint)?.database;
    if (!database) return undefined;
    return database.transaction('r', database.base, database.bases, async () => {
      if (!(await database.bases.get(workshopId))) return undefined;
      return baseRow(database, workshopId, 'recordingContents', recordingId);
    });
  }, [connections, fingerprint, workshopId, recordingId]);
}
