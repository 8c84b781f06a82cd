import { MediaActionTypes, useMediaDispatch, useMediaSelector } from 'media-chrome/react/media-store';
import { useMemo } from 'react';

/** What can be asked of the player. */
export function useMediaActs() {
  const dispatch = useMediaDispatch();
  return useMemo(
    () => ({
      play: () => dispatch({ type: MediaActionTypes.MEDIA_PLAY_REQUEST }),
      pause: () => dispatch({ type: MediaActionTypes.MEDIA_PAUSE_REQUEST }),
      /** Seconds. */
      seek: (second: number) =>
        dispatch({ type: MediaActionTypes.MEDIA_SEEK_REQUEST, detail: Math.max(0, second) }),
      mute: (muted: boolean) =>
        dispatch({
          type: muted ? MediaActionTypes.MEDIA_MUTE_REQUEST : MediaActionTypes.MEDIA_UNMUTE_REQUEST,
        }),
      fullscreen: (on: boolean) =>
        dispatch({
          type: on
            ? MediaActionTypes.MEDIA_ENTER_FULLSCREEN_REQUEST
            : MediaActionTypes.MEDIA_EXIT_FULLSCREEN_REQUEST,
        }),
      pip: (on: boolean) =>
        dispatch({
          type: on ? MediaActionTypes.MEDIA_ENTER_PIP_REQUEST : MediaActionTypes.MEDIA_EXIT_PIP_REQUEST,
        }),
    }),
    [dispatch],
  );
}

const QUARTERS = 4;

/**
 * Where playing stands; times in seconds, the current one in whole quarters. The store tells the exact
 * time at every read, so that whoever selects it draws without a pause while a video plays.
 */
export function useMediaNow() {
  const currentTime =
    useMediaSelector((state) => Math.floor((state.mediaCurrentTime ?? 0) * QUARTERS) / QUARTERS) ?? 0;
  const duration = useMediaSelector((state) => state.mediaDuration) ?? 0;
  const paused = useMediaSelector((state) => state.mediaPaused) ?? true;
  return { currentTime, duration: Number.isFinite(duration) ? duration : 0, paused };
}
