import { useEffect, useState } from 'react';
import { useSaidProblem } from './useSaidProblem.ts';

/** A small window over everything with a picture of the stage in it. */
export type PictureApart = { readonly on: boolean; readonly toggle: () => void };

/** What of this window is shown apart: a recording that is played to everyone, else the big picture, else any. */
const inOrder = [
  '[data-testid="together-video"]',
  '[data-testid="stage-tiles"] [data-big="true"] video',
  '[data-testid="stage-tiles"] video',
];

/** What is shown apart, where it is of the stage and not the player's. */
function partOfStage(): Element | null {
  const shown = document.pictureInPictureElement;
  return shown?.matches(inOrder.join()) ? shown : null;
}

function pictureToShow(): HTMLVideoElement | null {
  for (const selector of inOrder) {
    const video = document.querySelector<HTMLVideoElement>(selector);
    if (video) return video;
  }
  return null;
}

/** Shows a picture of the stage in a small window, and ends that; says where there is none, or it is refused. */
export function usePictureApart(): PictureApart {
  const saidProblem = useSaidProblem();
  const on = useIsApart();
  const toggle = () => {
    const video = on ? null : pictureToShow();
    if (!on && video === null) return saidProblem('stageRoom.window.pipNone');
    const done = video ? video.requestPictureInPicture() : document.exitPictureInPicture();
    done.catch((error: unknown) => {
      console.warn('picture in picture', error);
      saidProblem('stageRoom.window.pipFailed');
    });
  };
  return { on, toggle };
}

/** It ends with the picture: Chromium keeps the small window of an element that was taken out of its page, and empty. */
function useIsApart(): boolean {
  const [apart, setApart] = useState(partOfStage);
  useEffect(() => {
    const look = () => setApart(partOfStage);
    document.addEventListener('enterpictureinpicture', look);
    return () => document.removeEventListener('enterpictureinpicture', look);
  }, []);
  useEffect(() => {
    if (apart === null) return undefined;
    const left = () => setApart(null);
    const end = () => {
      if (document.pictureInPictureElement !== apart) return;
      document.exitPictureInPicture().catch((error: unknown) => console.info('picture in picture', error));
    };
    const removals = new MutationObserver(() => {
      if (!apart.isConnected) end();
    });
    removals.observe(document.body, { childList: true, subtree: true });
    apart.addEventListener('leavepictureinpicture', left);
    return () => {
      removals.disconnect();
      apart.removeEventListener('leavepictureinpicture', left);
      end();
    };
  }, [apart]);
  return apart !== null;
}
