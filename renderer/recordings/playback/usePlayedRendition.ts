import { useMemo } from 'react';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { useSyncStatus } from '../../sync/useSyncStatus.ts';
import { useSetting } from '../../workspace/settings.ts';
import { useDownload } from '../downloads.ts';
import type { Playing } from '../playerContext.ts';
import { chooseRendition, type RenditionChoice } from './chooseRendition.ts';

export type Played = {
  readonly ref: RenditionRef;
  readonly why: RenditionChoice['why'];
  /** The sound alone, where it was made. */
  readonly audio: RenditionRef | null;
  readonly audioIsHere: boolean;
};

/** Which rendition of the recording is played now. */
export function usePlayedRendition({ ref, contents }: Playing): Played {
  const [audioOnly] = useSetting('audioOnly');
  const offline = useSyncStatus(ref.hub).state === 'offline';
  const audio = useMemo(() => {
    const rendition = contents.renditions.find(({ kind }) => kind === 'audio');
    return rendition && rendition.id !== ref.rendition.id ? { ...ref, rendition } : null;
  }, [contents, ref]);
  const usualState = useDownload(ref);
  const audioState = useDownload(audio);
  const choice = chooseRendition({
    renditions: audio ? [ref.rendition, audio.rendition] : [ref.rendition],
    audioOnly,
    offline,
    held: ({ id }) => (id === audio?.rendition.id ? audioState : usualState),
  });
  const isAudio = audio !== null && choice?.rendition.id === audio.rendition.id;
  return {
    ref: isAudio ? audio : ref,
    why: choice?.why ?? 'usual',
    audio,
    audioIsHere: audioState?.state === 'complete',
  };
}
