import { useEffect, useRef } from 'react';

type Props = {
  readonly track: MediaStreamTrack;
  readonly mirrored: boolean;
  readonly className: string | undefined;
};

/** A picture without its sound, which plays elsewhere. */
export function TrackVideo({ track, mirrored, className }: Props) {
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = element.current;
    if (!video) return;
    video.srcObject = new MediaStream([track]);
    return () => {
      video.srcObject = null;
    };
  }, [track]);
  return (
    <video
      ref={element}
      className={className}
      autoPlay
      muted
      playsInline
      tabIndex={-1}
      style={mirrored ? { transform: 'scaleX(-1)' } : undefined}
    />
  );
}
