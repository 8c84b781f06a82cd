import { useMemo } from 'react';
import { useWorkshops } from '../sync/useWorkshops.ts';
import type { JumpTarget } from './jumpTargets.ts';
import { talkPath, workshopPath } from './routes.ts';
import { useAllRows } from './useAllRows.ts';
import { workshopName } from './workshopName.ts';

/** Everything one can go to by its name: workshops, talks, and people to a talk or the workshop of theirs. */
export function useJumpTargets(): readonly JumpTarget[] {
  const workshops = useWorkshops();
  const talks = useAllRows('talk');
  const people = useAllRows('person');
  return useMemo(() => {
    const targets: JumpTarget[] = [];
    for (const entry of workshops ?? []) {
      const where = workshopName(entry.data);
      const add = (kind: JumpTarget['kind'], id: string, title: string, path: string) =>
        targets.push({ kind, id: `${kind}-${id}`, title, where, path });
      add('workshop', entry.id, entry.data.title, workshopPath(entry));
      const own = talks?.filter((talk) => talk.workshopId === entry.id) ?? [];
      for (const talk of own) add('talk', talk.id, talk.data.title, talkPath(entry, talk.id));
      for (const person of people ?? []) {
        if (person.workshopId !== entry.id) continue;
        const talk = own.find(({ data }) => data.speakers.some(({ personId }) => personId === person.id));
        add('person', person.id, person.data.name, talk ? talkPath(entry, talk.id) : workshopPath(entry));
      }
    }
    return targets;
  }, [workshops, talks, people]);
}
