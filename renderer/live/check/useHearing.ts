import { useEffect, useRef, useState } from 'react';
import { hear, isDead, loudness, meterPart, nothingHeardYet } from './hearing.ts';

type Told = { readonly heard: boolean; readonly dead: boolean };
const untold: Told = { heard: false, dead: false };

/**
 * How loud a microphone is: `meter` is an element whose `--level` (0 to 1) follows it frame by frame while the window
 * is in sight. Tells once something was heard, or nothing in five seconds.
 */
export function useHearing(track: MediaStreamTrack | null) {
  const meter = useRef<HTMLDivElement>(null);
  const [told, tell] = useState(untold);
  useEffect(() => {
    tell(untold);
    if (track === null) return undefined;
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 1024 });
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let hearing = nothingHeardYet;
    let before = performance.now();
    let frame = requestAnimationFrame(function look(now) {
      analyser.getFloatTimeDomainData(samples);
      const level = loudness(samples);
      hearing = hear(hearing, level, Math.min(100, now - before));
      before = now;
      meter.current?.style.setProperty('--level', meterPart(level).toFixed(3));
      tell((last) => {
        const next = { heard: hearing.heard, dead: isDead(hearing) };
        return last.heard === next.heard && last.dead === next.dead ? last : next;
      });
      frame = requestAnimationFrame(look);
    });
    return () => {
      cancelAnimationFrame(frame);
      void context.close();
    };
  }, [track]);
  return { meter, ...told };
}
