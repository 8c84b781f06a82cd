import type { MediaDevice } from '../client/capture.ts';

/** What sound can come out of. `groupId`: the same for the system's own entry and the device that it stands for. */
export type Speaker = MediaDevice & { readonly groupId: string };

/** `gone`: what was heard from is unplugged; `label` is what is used now, empty where the system does not tell. */
export type SpeakerChange = { readonly kind: 'gone'; readonly label: string } | { readonly kind: 'back' };

const SYSTEM = 'default';
/** Entries that stand for another device of the list. */
const standIns: readonly string[] = [SYSTEM, 'communications'];

/** What the stage is heard from: the chosen speaker where it is there, else the system's own. */
function usedOf(chosen: string | null, speakers: readonly Speaker[]): Speaker | null {
  const used = speakers.find(({ id }) => id === chosen) ?? speakers.find(({ id }) => id === SYSTEM);
  return (used && (standIns.includes(used.id) ? deviceOf(used, speakers) : used)) ?? null;
}

/** The device that the system's own entry stands for; `null` where the system does not tell. */
function deviceOf({ groupId }: Speaker, speakers: readonly Speaker[]): Speaker | null {
  return speakers.find((one) => one.groupId === groupId && !standIns.includes(one.id)) ?? null;
}

/** What to say of a change of the speakers that there are, while the choice of one is the same. */
export function speakerChange(
  chosen: string | null,
  before: readonly Speaker[],
  after: readonly Speaker[],
): SpeakerChange | null {
  // Nothing was known before, or nothing is told of speakers any more.
  if (before.length === 0 || after.length === 0) return null;
  const has = (speakers: readonly Speaker[], wanted: string | null) =>
    speakers.some(({ id }) => id === wanted);
  if (chosen !== null && !has(before, chosen) && has(after, chosen)) return { kind: 'back' };
  const used = usedOf(chosen, before);
  if (used === null || has(after, used.id)) return null;
  return { kind: 'gone', label: usedOf(chosen, after)?.label ?? '' };
}
