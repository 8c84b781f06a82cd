import type { Row } from '#shared/sync/rows.ts';
import { useRows } from '../sync/useRows.ts';

type SessionRecording = {
  readonly recording: Row<'recording'>;
  readonly contents: Row<'recordingContents'> | null;
};

/** What was recorded of a session's stage; `null` where nothing was, and while loading. */
export function useSessionRecording(sessionId: string): SessionRecording | null {
  const recording = useRows('recording')?.find(
    ({ data: { of } }) => of.kind === 'session' && of.sessionId === sessionId,
  );
  const contents = useRows('recordingContents')?.find(({ data }) => data.recordingId === recording?.id);
  return recording ? { recording, contents: contents ?? null } : null;
}
