import { MediaActionTypes, useMediaDispatch, useMediaSelector } from 'media-chrome/react/media-store';
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { mediaUrl } from '#shared/contracts/ipc.ts';
import { classes } from '../design/classes.ts';
import { PartTheme } from '../design/partTheme.ts';
import { useSetting } from '../workspace/settings.ts';
import { CaptionLine } from './CaptionLine.tsx';
import { MiniBar } from './MiniBar.tsx';
import styles from './Player.module.css';
import { PlayerBar } from './PlayerBar.tsx';
import { PlayerTrouble } from './PlayerTrouble.tsx';
import { type Playing, usePlayer } from './playerContext.ts';
import { usePlayerKeys } from './usePlayerKeys.ts';
import { useSlotRect } from './useSlotRect.ts';
import { useWatchProgress } from './useWatchProgress.ts';

type Props = { readonly playing: Playing; readonly slot: HTMLElement | null };

/** Picture and controls: over the talk's page where that is open, else small in the corner. */
export function PlayerBox({ playing, slot }: Props) {
  const { t } = useTranslation();
  const { close } = usePlayer();
  const box = useRef<HTMLDivElement>(null);
  const video = useRef<HTMLVideoElement | null>(null);
  const [captionsOn] = useSetting('captionsOn');
  const dispatch = useMediaDispatch();
  const paused = useMediaSelector((state) => state.mediaPaused);
  useSlotRect(box, slot);
  usePlayerKeys(slot !== null);
  const wasPaused = useRef(true);
  wasPaused.current = paused ?? true;
  useEffect(() => {
    if (slot === null && wasPaused.current) close();
  }, [slot, close]);
  const setBox = useCallback(
    (element: HTMLDivElement | null) => {
      box.current = element;
      dispatch({ type: MediaActionTypes.FULLSCREEN_ELEMENT_CHANGE_REQUEST, detail: element });
    },
    [dispatch],
  );
  return (
    <PartTheme value="dark">
      <section
        ref={setBox}
        aria-label={t('recordings.player')}
        data-theme="dark"
        className={classes(styles.box, slot === null && styles.mini)}
      >
        <div className={styles.picture}>
          <Picture playing={playing} video={video} />
          {captionsOn && playing.contents.captions !== null && slot ? <CaptionLine video={video} /> : null}
          <PlayerTrouble video={video} hub={playing.ref.hub} />
        </div>
        {slot ? <PlayerBar playing={playing} /> : <MiniBar playing={playing} />}
      </section>
    </PartTheme>
  );
}

type PictureProps = {
  readonly playing: Playing;
  readonly video: RefObject<HTMLVideoElement | null>;
};

function Picture({ playing: { ref, contents, title }, video: element }: PictureProps) {
  const dispatch = useMediaDispatch();
  const begun = useRef(false);
  const progress = useWatchProgress(ref);
  const [rate] = useSetting('playbackRate');
  const at = { hub: ref.hub, workshopId: ref.workshopId, recordingId: ref.recordingId };
  const blob = (id: string) => mediaUrl('blob', { ...at, id });
  useEffect(() => {
    if (element.current) element.current.playbackRate = rate;
  }, [rate, element]);
  const goOn = (video: HTMLVideoElement) => {
    progress.begin().then(
      (second) => {
        if (video.currentTime < 1 && second > 0) video.currentTime = second;
      },
      (error: unknown) => console.error('the place in a recording could not be read', error),
    );
  };
  const begin = () => {
    const video = element.current;
    if (!video) return;
    video.playbackRate = rate;
    if (begun.current || video.readyState < HTMLMediaElement.HAVE_METADATA) return;
    begun.current = true;
    const wanted = Number(new URLSearchParams(window.location.search).get('at') ?? Number.NaN);
    if (Number.isFinite(wanted)) video.currentTime = wanted;
    else goOn(video);
  };
  // A video begins to load before React has put it in the page, and events until then reach nobody.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is in the page
  useEffect(begin, []);
  // media-chrome's own ref hooks give a new function at every render, which would attach the video anew each time.
  const setVideo = useCallback(
    (video: HTMLVideoElement | null) => {
      element.current = video;
      dispatch({ type: MediaActionTypes.MEDIA_ELEMENT_CHANGE_REQUEST, detail: video });
    },
    [dispatch, element],
  );
  return (
    <video
      ref={setVideo}
      className={styles.video}
      crossOrigin="anonymous"
      playsInline
      preload="metadata"
      aria-label={title}
      src={mediaUrl('rendition', { ...at, id: ref.rendition.id })}
      {...(contents.poster === null ? {} : { poster: blob(contents.poster) })}
      onLoadedMetadata={begin}
      onTimeUpdate={({ currentTarget: video }) => {
        if (!video.paused) progress.played(video.currentTime, video.duration);
      }}
      onPause={({ currentTarget: video }) => {
        progress.played(video.currentTime, video.duration);
        progress.keep();
      }}
    >
      {contents.captions === null ? null : (
        <track kind="captions" srcLang={contents.language} src={blob(contents.captions)} />
      )}
    </video>
  );
}
