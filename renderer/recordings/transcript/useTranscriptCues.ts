import { useEffect, useState } from 'react';
import type { Cue } from '#shared/recordings/recording.ts';
import { useSetting } from '../../workspace/settings.ts';
import { chosenTrack } from '../captions/chosenTrack.ts';
import { useTextTrack } from '../captions/useTextTrack.ts';
import { type Playing, usePlayer } from '../playerContext.ts';

export type TranscriptCues = { readonly cues: readonly Cue[]; readonly language: string };

/** The lines of the transcript in the captions' language: those of what is spoken are in the row, others in their track. */
export function useTranscriptCues(contents: Playing['contents']): TranscriptCues {
  const [wanted] = useSetting('captionLanguage');
  const language = chosenTrack(contents.captionTracks, wanted, contents.language)?.language;
  const track = useTextTrack(contents);
  const read = useTrackCues(track?.language === language ? track : null);
  const isSpoken = language === undefined || language === contents.language;
  if (isSpoken || read === null) return { cues: contents.cues, language: contents.language };
  return { cues: read, language };
}

function useTrackCues(track: TextTrack | null): readonly Cue[] | null {
  const { video } = usePlayer();
  const [cues, setCues] = useState<{ readonly of: TextTrack; readonly cues: readonly Cue[] } | null>(null);
  useEffect(() => {
    if (!track) return undefined;
    const element = Array.from(video?.querySelectorAll('track') ?? []).find((one) => one.track === track);
    const read = () => {
      const list = linesOf(track);
      if (list.length > 0) setCues({ of: track, cues: list });
    };
    read();
    element?.addEventListener('load', read);
    return () => element?.removeEventListener('load', read);
  }, [track, video]);
  return cues !== null && cues.of === track ? cues.cues : null;
}

function linesOf(track: TextTrack): readonly Cue[] {
  return Array.from(track.cues ?? []).flatMap((cue) =>
    cue instanceof VTTCue
      ? [{ start: cue.startTime, end: cue.endTime, text: cue.getCueAsHTML().textContent ?? '' }]
      : [],
  );
}
