import { useMemo } from 'react';
import { useWorkshops, type WorkshopEntry } from '../../sync/useWorkshops.ts';
import { recordingPath } from '../../workspace/routes.ts';
import { useAllRows } from '../../workspace/useAllRows.ts';

export type RecordingName = {
  readonly title: string;
  readonly path: string;
  readonly workshop: WorkshopEntry;
};

/** What recordings are called and where they are shown, by their id; `undefined` while loading. */
export function useRecordingNames(): ReadonlyMap<string, RecordingName> | undefined {
  const workshops = useWorkshops();
  const talks = useAllRows('talk');
  const sessions = useAllRows('session');
  const recordings = useAllRows('recording');
  return useMemo(() => {
    if (!workshops || !talks || !sessions || !recordings) return undefined;
    const workshopOf = new Map(workshops.map((entry) => [entry.id, entry]));
    const talkOf = new Map(talks.map((row) => [row.id, row]));
    const sessionOf = new Map(sessions.map((row) => [row.id, row]));
    return new Map(
      recordings.flatMap(({ id, workshopId, data: { of } }): [string, RecordingName][] => {
        const workshop = workshopOf.get(workshopId);
        const row = of.kind === 'talk' ? talkOf.get(of.talkId) : sessionOf.get(of.sessionId);
        if (!workshop || !row) return [];
        return [[id, { title: row.data.title, path: recordingPath(workshop, of), workshop }]];
      }),
    );
  }, [workshops, talks, sessions, recordings]);
}
