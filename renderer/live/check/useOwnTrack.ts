import { useEffect, useState } from 'react';
import { type CaptureSource, captureTrack } from '../client/capture.ts';
import { nameDeviceProblem } from '../client/deviceProblem.ts';
import type { SourceState } from '../client/sourceState.ts';

/** The track of the remembered device while it is shown here; `again` opens it anew. It is let go with the screen. */
export function useOwnTrack(source: CaptureSource, again: unknown): SourceState {
  const [state, setState] = useState<SourceState>({ kind: 'starting' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `again` is there to run the effect anew
  useEffect(() => {
    let gone = false;
    let held: MediaStreamTrack | null = null;
    setState({ kind: 'starting' });
    captureTrack(source).then(
      (track) => {
        if (gone) return track.stop();
        held = track;
        track.addEventListener('ended', () => setState({ kind: 'failed', problem: 'unplugged' }));
        setState({ kind: 'on', track });
      },
      (error: unknown) => {
        if (!gone) setState({ kind: 'failed', problem: nameDeviceProblem(error) });
      },
    );
    return () => {
      gone = true;
      held?.stop();
    };
  }, [source, again]);
  return state;
}
