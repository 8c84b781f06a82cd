import { useEffect, useState } from 'react';
import { usePlayer } from '../playerContext.ts';

/** True from the end of the recording until it is played or sought again. */
export function useEnded(): boolean {
  const { video } = usePlayer();
  const [ended, setEnded] = useState(false);
  useEffect(() => {
    if (!video) return undefined;
    const look = () => setEnded(video.ended);
    const events = ['ended', 'seeking', 'seeked', 'play', 'playing', 'emptied'] as const;
    for (const event of events) video.addEventListener(event, look);
    return () => {
      for (const event of events) video.removeEventListener(event, look);
    };
  }, [video]);
  return ended;
}
