import { type RefObject, useEffect, useState } from 'react';
import styles from './Player.module.css';

/**
 * What is being said, over the foot of the picture. Drawn here and not by the video, whose own captions
 * cannot be placed and grow with the picture instead of with the reader's text.
 */
export function CaptionLine({ video }: { readonly video: RefObject<HTMLVideoElement | null> }) {
  const [text, setText] = useState('');
  useEffect(() => {
    const track = video.current?.textTracks[0];
    if (!track) return undefined;
    track.mode = 'hidden';
    const show = () => setText(cueText(track.activeCues));
    show();
    track.addEventListener('cuechange', show);
    return () => track.removeEventListener('cuechange', show);
  }, [video]);
  if (text === '') return null;
  return (
    <p className={styles.caption}>
      <span>{text}</span>
    </p>
  );
}

function cueText(cues: TextTrackCueList | null): string {
  const said = Array.from(cues ?? [], (cue) =>
    cue instanceof VTTCue ? (cue.getCueAsHTML().textContent ?? '') : '',
  );
  return said.join(' ').trim();
}
