import { MediaActionTypes, useMediaDispatch } from 'media-chrome/react/media-store';
import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { mediaUrl } from '#shared/contracts/ipc.ts';
import type { PlayedTogether } from '#shared/live/playedTogether.ts';
import type { Played } from '../../recordings/playback/usePlayedRendition.ts';
import { type Playing, usePlayer } from '../../recordings/playerContext.ts';
import { hubTime } from '../../sync/hubClock.ts';
import { useHubClock } from '../../sync/useHubClock.ts';
import { useSpeaker } from '../room/useSpeaker.ts';
import { InStep, type Pace } from './InStep.ts';
import styles from './TogetherStage.module.css';

type Props = {
  readonly playing: Playing;
  readonly played: Played;
  readonly together: PlayedTogether;
  readonly onPace: (pace: Pace) => void;
};

/** The element that plays in step with everybody's. */
export function TogetherPicture({ playing: { ref, contents, title }, played, together, onPace }: Props) {
  const at = { hub: ref.hub, workshopId: ref.workshopId, recordingId: ref.recordingId };
  const blob = (id: string) => mediaUrl('blob', { ...at, id });
  const { video, setVideo } = useSharedVideo();
  useSpeaker(video);
  useInStep(video, mediaUrl('rendition', { ...at, id: played.ref.rendition.id }), together, onPace);
  return (
    <video
      ref={setVideo}
      className={styles.video}
      crossOrigin="anonymous"
      playsInline
      preload="auto"
      aria-label={title}
      data-testid="together-video"
      {...(contents.poster === null ? {} : { poster: blob(contents.poster) })}
    >
      {contents.captionTracks.map(({ language, hash }) => (
        <track key={hash} kind="captions" srcLang={language} src={blob(hash)} />
      ))}
    </video>
  );
}

function useSharedVideo() {
  const dispatch = useMediaDispatch();
  const { video, setVideo: share } = usePlayer();
  const setVideo = useCallback(
    (element: HTMLVideoElement | null) => {
      share(element);
      dispatch({ type: MediaActionTypes.MEDIA_ELEMENT_CHANGE_REQUEST, detail: element });
    },
    [dispatch, share],
  );
  return { video, setVideo };
}

function useInStep(
  video: HTMLVideoElement | null,
  address: string,
  together: PlayedTogether,
  onPace: (pace: Pace) => void,
): void {
  const clock = useHubClock();
  const latest = useRef({ clock, together });
  latest.current = { clock, together };
  const step = useRef<InStep | null>(null);
  useLayoutEffect(() => {
    if (!video) return undefined;
    const keeper = new InStep(video, () => hubTime(latest.current.clock, Date.now()), onPace);
    step.current = keeper;
    keeper.load(address, latest.current.together);
    return () => {
      step.current = null;
      keeper.close();
      video.pause();
      video.removeAttribute('src');
      video.load();
    };
  }, [video, address, onPace]);
  // Every act on the playing has a run of its own.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the state comes anew with every change of the stage
  useEffect(() => step.current?.follow(latest.current.together), [together.run]);
}
