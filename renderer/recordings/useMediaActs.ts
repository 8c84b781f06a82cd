import { MediaActionTypes, useMediaDispatch, useMediaSelector } from 'media-chrome/react/media-store';
import { useContext, useMemo } from 'react';
import { BeginAtContext } from './playerContext.ts';

/** What can be asked of the player. */
export function useMediaActs() {
  const dispatch = useMediaDispatch();
  const beginAt = useContext(BeginAtContext);
  return useMemo(
    () => ({
      play: () => dispatch({ type: MediaActionTypes.MEDIA_PLAY_REQUEST }),
      pause: () => dispatch({ type: MediaActionTypes.MEDIA_PAUSE_REQUEST }),
      /** Seconds. What has no picture yet begins there. */
      seek: (second: number) => {
        const detail = Math.max(0, second);
        beginAt(detail);
        dispatch({ type: MediaActionTypes.MEDIA_SEEK_REQUEST, detail });
      },
      mute: (muted: boolean) =>
        dispatch({
          type: muted ? MediaActionTypes.MEDIA_MUTE_REQUEST : MediaActionTypes.MEDIA_UNMUTE_REQUEST,
        }),
      /** 0 to 1; above 0 it is heard. */
      volume: (volume: number) =>
        dispatch({
          type: MediaActionTypes.MEDIA_VOLUME_REQUEST,
          detail: Math.min(1, Math.max(0, volume)),
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
    [dispatch, beginAt],
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

/** How the picture is shown and how loud it is. */
export function useMediaView() {
  return {
    muted: useMediaSelector((state) => state.mediaMuted) ?? false,
    volume: useMediaSelector((state) => state.mediaVolume) ?? 1,
    full: useMediaSelector((state) => state.mediaIsFullscreen) ?? false,
    pip: useMediaSelector((state) => state.mediaIsPip) ?? false,
  };
}
