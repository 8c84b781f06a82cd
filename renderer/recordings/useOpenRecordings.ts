import { useMemo } from 'react';
import { momentTime } from '#shared/program/momentTime.ts';
import type { Row } from '#shared/sync/rows.ts';
import { useWorkshops, type WorkshopEntry } from '../sync/useWorkshops.ts';
import { useAllRows } from '../workspace/useAllRows.ts';

export type OpenRecording = {
  readonly entry: WorkshopEntry;
  readonly talk: Row<'talk'>;
  readonly recording: Row<'recording'>;
  readonly contents: Row<'recordingContents'>;
};

/** The talks that can be watched now, of all workshops, the newest release first; `undefined` while loading. */
export function useOpenRecordings(): readonly OpenRecording[] | undefined {
  const workshops = useWorkshops();
  const talks = useAllRows('talk');
  const recordings = useAllRows('recording');
  const contents = useAllRows('recordingContents');
  return useMemo(() => {
    if (!workshops || !talks || !recordings || !contents) return undefined;
    const open = contents.flatMap((row): OpenRecording[] => {
      const entry = workshops.find(({ id }) => id === row.workshopId);
      const talk = talks.find(({ id }) => id === row.data.talkId);
      const recording = recordings.find(({ id }) => id === row.data.recordingId);
      return entry && talk && recording && row.data.released
        ? [{ entry, talk, recording, contents: row }]
        : [];
    });
    const released = ({ recording }: OpenRecording) => momentTime(recording.data.release) ?? 0;
    return open.sort((a, b) => released(b) - released(a));
  }, [workshops, talks, recordings, contents]);
}
