import { useEffect } from 'react';
import { useSetting } from '../../workspace/settings.ts';
import { useSpeakers } from './useSpeakers.ts';

/** Sends an element's sound to the remembered speaker, or to the system's own where that one is gone. */
export function useSpeaker(element: HTMLMediaElement | null): void {
  const [chosen] = useSetting('stageSpeaker');
  const speakers = useSpeakers();
  const speaker = speakers.some(({ id }) => id === chosen) ? (chosen ?? '') : '';
  useEffect(() => {
    if (!element || element.sinkId === speaker) return;
    element.setSinkId(speaker).catch((error: unknown) => console.warn('the speaker was not taken', error));
  }, [element, speaker]);
}
