import { MediaActionTypes, useMediaDispatch } from 'media-chrome/react/media-store';
import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { mediaUrl } from '#shared/contracts/ipc.ts';
import { useSetting } from '../workspace/settings.ts';
import styles from './Player.module.css';
import { loadMedia, startPlaying } from './playback/loadMedia.ts';
import type { Played } from './playback/usePlayedRendition.ts';
import { type Playing, usePlayer } from './playerContext.ts';
import { useWatchProgress } from './useWatchProgress.ts';

type Props = {
  readonly playing: Playing;
  readonly played: Played;
  /** Its talk's page is open. */
  readonly onPage: boolean;
};

/** The element that plays. It begins where watching stopped, at the second of a link, or where it was in another rendition. */
export function Picture({ playing: { ref, contents, title }, played, onPage }: Props) {
  const at = { hub: ref.hub, workshopId: ref.workshopId, recordingId: ref.recordingId };
  const blob = (id: string) => mediaUrl('blob', { ...at, id });
  const { setVideo, progress } = usePlayback(mediaUrl('rendition', { ...at, id: played.ref.rendition.id }), {
    ref,
    onPage,
  });
  const isAudio = played.ref.rendition.kind === 'audio';
  return (
    <>
      <video
        ref={setVideo}
        className={styles.video}
        crossOrigin="anonymous"
        playsInline
        preload="metadata"
        aria-label={title}
        {...(contents.poster === null ? {} : { poster: blob(contents.poster) })}
        onTimeUpdate={({ currentTarget: video }) => {
          if (!video.paused) progress.played(video.currentTime, video.duration);
        }}
        onSeeked={({ currentTarget: video }) => progress.played(video.currentTime, video.duration)}
        onPause={({ currentTarget: video }) => {
          if (!Number.isFinite(video.duration)) return;
          progress.played(video.currentTime, video.duration);
          progress.keep();
        }}
      >
        {contents.captionTracks.map(({ language, hash }) => (
          <track key={hash} kind="captions" srcLang={language} src={blob(hash)} />
        ))}
      </video>
      {isAudio && contents.poster !== null ? (
        <img className={styles.poster} src={blob(contents.poster)} alt="" crossOrigin="anonymous" />
      ) : null}
    </>
  );
}

type Options = Pick<Props, 'onPage'> & Pick<Playing, 'ref'>;

function usePlayback(address: string, { ref, onPage }: Options) {
  const dispatch = useMediaDispatch();
  const { setVideo: share, takeAutoplay, takeBeginning } = usePlayer();
  const element = useRef<HTMLVideoElement | null>(null);
  const begun = useRef(false);
  const progress = useWatchProgress(ref);
  const [speed] = useSetting('playbackRate');
  useEffect(() => {
    if (!element.current) return;
    element.current.defaultPlaybackRate = speed;
    element.current.playbackRate = speed;
    element.current.preservesPitch = true;
  }, [speed]);
  useLayoutEffect(() => {
    const video = element.current;
    if (!video) return undefined;
    const begin = () => {
      if (begun.current) return;
      begun.current = true;
      const linked = onPage ? new URLSearchParams(window.location.search).get('at') : null;
      const wanted = takeBeginning(ref) ?? linked;
      if (takeAutoplay(ref.recordingId)) startPlaying(video);
      if (wanted !== null && Number.isFinite(Number(wanted))) {
        video.currentTime = Number(wanted);
        return;
      }
      progress.begin(video.duration).then(
        (second) => {
          if (video.currentTime < 1 && second > 0) video.currentTime = second;
        },
        (error: unknown) => console.error('the place in a recording could not be read', error),
      );
    };
    video.addEventListener('loadedmetadata', begin);
    return () => video.removeEventListener('loadedmetadata', begin);
  }, [onPage, ref, progress, takeAutoplay, takeBeginning]);
  useLayoutEffect(() => {
    const video = element.current;
    if (!video || video.src.split('?')[0] === address) return;
    loadMedia(video, address, { second: video.currentTime, play: video.src !== '' && !video.paused });
  }, [address]);
  // media-chrome's own ref hooks give a new function at every render, which would attach the video anew each time.
  const setVideo = useCallback(
    (video: HTMLVideoElement | null) => {
      element.current = video;
      share(video);
      dispatch({ type: MediaActionTypes.MEDIA_ELEMENT_CHANGE_REQUEST, detail: video });
    },
    [dispatch, share],
  );
  return { setVideo, progress };
}
