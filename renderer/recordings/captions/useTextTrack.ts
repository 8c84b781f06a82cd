import { useEffect, useState } from 'react';
import { useSetting } from '../../workspace/settings.ts';
import { type Playing, usePlayer } from '../playerContext.ts';
import { chosenTrack } from './chosenTrack.ts';

/** The text track of the video in the language that was chosen, being loaded; `null` where there is none. */
export function useTextTrack(contents: Playing['contents']): TextTrack | null {
  const { video } = usePlayer();
  const [wanted] = useSetting('captionLanguage');
  const language = chosenTrack(contents.captionTracks, wanted, contents.language)?.language;
  const [track, setTrack] = useState<TextTrack | null>(null);
  useEffect(() => {
    const found = Array.from(video?.textTracks ?? []).find((one) => one.language === language) ?? null;
    // Hidden: it is read and its cues come and go, but the video draws nothing.
    if (found && found.mode !== 'hidden') found.mode = 'hidden';
    setTrack(found);
  }, [video, language]);
  return track;
}
