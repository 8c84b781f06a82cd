import { useMemo } from 'react';
import { momentTime } from '#shared/program/momentTime.ts';
import type { Row } from '#shared/sync/rows.ts';
import { useAllRows } from '../workspace/useAllRows.ts';
import { type RecordingName, useRecordingNames } from './queue/useRecordingNames.ts';

export type OpenRecording = RecordingName & {
  readonly recording: Row<'recording'>;
  readonly contents: Row<'recordingContents'>;
};

/** What can be watched now, of all workshops, the newest release first; `undefined` while loading. */
export function useOpenRecordings(): readonly OpenRecording[] | undefined {
  const names = useRecordingNames();
  const recordings = useAllRows('recording');
  const contents = useAllRows('recordingContents');
  return useMemo(() => {
    if (!names || !recordings || !contents) return undefined;
    const open = contents.flatMap((row): OpenRecording[] => {
      const name = names.get(row.data.recordingId);
      const recording = recordings.find(({ id }) => id === row.data.recordingId);
      return name && recording && row.data.released ? [{ ...name, recording, contents: row }] : [];
    });
    const released = ({ recording }: OpenRecording) => momentTime(recording.data.release) ?? 0;
    return open.sort((a, b) => released(b) - released(a));
  }, [names, recordings, contents]);
}
