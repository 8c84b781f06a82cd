import { useMemo } from 'react';
import type { Row } from '#shared/sync/rows.ts';
import { useWorkshops, type WorkshopEntry } from '../../sync/useWorkshops.ts';
import { useAllRows } from '../../workspace/useAllRows.ts';
import type { SetMember } from './recordingSet.ts';

export type Member = SetMember & { readonly entry: WorkshopEntry; readonly recording: Row<'recording'> };

/** Every recording of every workshop on this device, of talks and of whole sessions; `undefined` while loading. */
export function useMembers(): readonly Member[] | undefined {
  const workshops = useWorkshops();
  const recordings = useAllRows('recording');
  const contents = useAllRows('recordingContents');
  return useMemo(() => {
    if (!workshops || !recordings || !contents) return undefined;
    const contentsOf = new Map(contents.map((row) => [row.data.recordingId, row]));
    return recordings.flatMap((recording): Member[] => {
      const entry = workshops.find(({ id }) => id === recording.workshopId);
      if (!entry) return [];
      const hub = entry.hub.fingerprint;
      return [{ entry, hub, recording, contents: contentsOf.get(recording.id) ?? null }];
    });
  }, [workshops, recordings, contents]);
}
