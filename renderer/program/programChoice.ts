import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { isZone } from './zones.ts';

const zoneChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('mine') }),
  z.object({ kind: z.literal('workshop') }),
  z.object({ kind: z.literal('named'), zone: z.string().refine(isZone) }),
]);

const programChoice = z.object({
  view: z.enum(['list', 'timeline']).catch('list'),
  columns: z.enum(['rooms', 'tracks']).catch('rooms'),
  zone: zoneChoice.catch({ kind: 'mine' }),
});
/** How a person likes to see one workshop's program; kept in this profile. */
export type ProgramChoice = Readonly<z.infer<typeof programChoice>>;

/** Reads what was kept; what is missing, damaged or names no zone has its default. */
export function readChoice(stored: string | null): ProgramChoice {
  const parsed = z.preprocess(
    (text) => {
      try {
        return typeof text === 'string' ? JSON.parse(text) : {};
      } catch (error) {
        console.error('the kept view of a program is not JSON; the defaults are used', error);
        return {};
      }
    },
    programChoice.catch(programChoice.parse({})),
  );
  return parsed.parse(stored);
}

const keyOf = (workshopId: string) => `lectern.program.${workshopId}`;
const known = new Map<string, ProgramChoice>();
const listeners = new Set<() => void>();

function getChoice(workshopId: string): ProgramChoice {
  const choice = known.get(workshopId) ?? readChoice(window.localStorage.getItem(keyOf(workshopId)));
  known.set(workshopId, choice);
  return choice;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export type SetChoice = (change: Partial<ProgramChoice>) => void;

/** How this person sees a workshop's program, and how to change it; remembered per workshop. */
export function useProgramChoice(workshopId: string): readonly [ProgramChoice, SetChoice] {
  const choice = useSyncExternalStore(subscribe, () => getChoice(workshopId));
  const set: SetChoice = (change) => {
    const next = { ...getChoice(workshopId), ...change };
    known.set(workshopId, next);
    window.localStorage.setItem(keyOf(workshopId), JSON.stringify(next));
    for (const listener of listeners) listener();
  };
  return [choice, set];
}
