import { useEffect, useRef } from 'react';
import { mediaUrl } from '#shared/contracts/ipc.ts';
import { readMedia } from '../../hub/http.ts';
import { type Playing, usePlayer } from '../playerContext.ts';
import { chapterAfter, chapterBefore } from '../seek/barParts.ts';
import { useMediaActs } from '../useMediaActs.ts';

/** Seconds, as the buttons of the bar. */
const SKIP = 10;

/** Media keys and what the operating system shows of what plays (Media Session, W3C). */
export function useMediaSession(playing: Playing): void {
  useMetadata(playing);
  usePosition();
  useHandlers(playing);
}

function useMetadata({ ref, contents, title, speakers, workshop }: Playing): void {
  const { hub, workshopId, recordingId } = ref;
  const { poster } = contents;
  const artist = speakers.join(', ');
  useEffect(() => {
    let picture: string | null = null;
    const stop = new AbortController();
    const tell = () => {
      const artwork = picture === null ? [] : [{ src: picture }];
      navigator.mediaSession.metadata = new MediaMetadata({ title, artist, album: workshop, artwork });
    };
    tell();
    // Chromium takes no artwork of our own scheme: it is handed over as a blob of the page.
    const readPoster = async (id: string) => {
      const address = mediaUrl('blob', { hub, workshopId, recordingId, id });
      picture = URL.createObjectURL(await readMedia(address, { signal: stop.signal }));
      if (stop.signal.aborted) URL.revokeObjectURL(picture);
      else tell();
    };
    if (poster !== null) {
      readPoster(poster).catch((error: unknown) => {
        if (!stop.signal.aborted) console.warn('the poster could not be read', error);
      });
    }
    return () => {
      stop.abort();
      if (picture !== null) URL.revokeObjectURL(picture);
      navigator.mediaSession.metadata = null;
    };
  }, [hub, workshopId, recordingId, poster, title, artist, workshop]);
}

function usePosition(): void {
  const { video } = usePlayer();
  useEffect(() => {
    if (!video) return undefined;
    const tell = () => {
      const { duration, currentTime, playbackRate, paused } = video;
      navigator.mediaSession.playbackState = paused ? 'paused' : 'playing';
      if (!Number.isFinite(duration)) return;
      const position = Math.min(currentTime, duration);
      navigator.mediaSession.setPositionState({ duration, position, playbackRate });
    };
    const events = ['play', 'pause', 'seeked', 'ratechange', 'loadedmetadata'] as const;
    for (const event of events) video.addEventListener(event, tell);
    return () => {
      for (const event of events) video.removeEventListener(event, tell);
      navigator.mediaSession.playbackState = 'none';
    };
  }, [video]);
}

type Handlers = Partial<Record<MediaSessionAction, (details: MediaSessionActionDetails) => void>>;

function useHandlers(playing: Playing): void {
  const { video, playNear, close } = usePlayer();
  const acts = useMediaActs();
  const current = useRef(playing);
  current.current = playing;
  useEffect(() => {
    if (!video) return undefined;
    const step = (way: 1 | -1) => {
      const { contents, next, previous } = current.current;
      const { currentTime } = video;
      const first = contents.chapters[0]?.start ?? 0;
      const chapter =
        way === 1
          ? chapterAfter(contents.chapters, currentTime)
          : chapterBefore(contents.chapters, currentTime);
      const near = way === 1 ? next : previous;
      const isAtStart = way === -1 && currentTime < first + SKIP;
      if (chapter && !(isAtStart && near)) acts.seek(chapter.start);
      else if (near) playNear(near);
    };
    const handlers: Handlers = {
      play: () => acts.play(),
      pause: () => acts.pause(),
      stop: close,
      seekbackward: ({ seekOffset }) => acts.seek(video.currentTime - (seekOffset ?? SKIP)),
      seekforward: ({ seekOffset }) => acts.seek(video.currentTime + (seekOffset ?? SKIP)),
      seekto: ({ seekTime }) => {
        if (seekTime !== undefined) acts.seek(seekTime);
      },
      previoustrack: () => step(-1),
      nexttrack: () => step(1),
    };
    const names = Object.keys(handlers) as MediaSessionAction[];
    for (const name of names) navigator.mediaSession.setActionHandler(name, handlers[name] ?? null);
    return () => {
      for (const name of names) navigator.mediaSession.setActionHandler(name, null);
    };
  }, [video, acts, playNear, close]);
}
