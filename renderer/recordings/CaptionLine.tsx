import { useEffect, useState } from 'react';
import { classes } from '../design/classes.ts';
import { useSetting } from '../workspace/settings.ts';
import styles from './captions/CaptionLine.module.css';
import { useTextTrack } from './captions/useTextTrack.ts';
import type { Playing } from './playerContext.ts';

/**
 * What is being said, over the foot of the picture. Drawn here and not by the video, whose own captions
 * cannot be placed and grow with the picture instead of with the reader's text.
 */
export function CaptionLine({ contents }: Pick<Playing, 'contents'>) {
  const [size] = useSetting('captionSize');
  const [background] = useSetting('captionBackground');
  const track = useTextTrack(contents);
  const [text, setText] = useState('');
  useEffect(() => {
    if (!track) return undefined;
    const show = () => setText(cueText(track.activeCues));
    show();
    track.addEventListener('cuechange', show);
    return () => track.removeEventListener('cuechange', show);
  }, [track]);
  if (!track || text === '') return null;
  return (
    <p className={classes(styles.caption, styles[size], styles[background])} lang={track.language}>
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
