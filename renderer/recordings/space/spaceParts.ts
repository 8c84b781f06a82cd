import type { MediaSpace, StoredRendition } from '#shared/contracts/ipcDownloads.ts';
import { defaultMargin, marginBytes } from '#shared/recordings/margin.ts';

export type WorkshopSpace = {
  readonly hub: string;
  readonly workshopId: string;
  readonly bytes: number;
  readonly stored: readonly StoredRendition[];
};

/** What is stored by workshop, the largest first; what has no bytes is left out. */
export function byWorkshop(stored: readonly StoredRendition[]): readonly WorkshopSpace[] {
  const groups = new Map<string, WorkshopSpace>();
  for (const one of stored) {
    if (one.bytes === 0) continue;
    const { hub, workshopId } = one.ref;
    const key = `${hub} ${workshopId}`;
    const before = groups.get(key) ?? { hub, workshopId, bytes: 0, stored: [] };
    groups.set(key, { ...before, bytes: before.bytes + one.bytes, stored: [...before.stored, one] });
  }
  return [...groups.values()].sort((a, b) => b.bytes - a.bytes);
}

/** Bytes that recordings may take in all: the budget, or what the disk has beyond what must stay free. */
export function allowed({ budget, disk, margin, used }: MediaSpace): number {
  if (!disk) return Math.max(used, budget ?? used);
  const onDisk = used + Math.max(0, disk.free - marginBytes(margin, disk.total));
  return Math.max(used, Math.min(budget ?? onDisk, onDisk));
}

/** The least the bar of used space is drawn with, so that it is seen. */
export function usedPart(space: MediaSpace): number {
  const all = allowed(space);
  return all === 0 ? 0 : Math.min(1, space.used / all);
}

const GIGABYTE = 1_000_000_000;
const usualBudgets = [2, 5, 10, 20, 50, 100].map((size) => size * GIGABYTE);
const usualMargins = [1, 2, 5, 10, 20, 50, 100, 200].map((size) => size * GIGABYTE);

/** The sizes that a person may choose as the most that recordings take, and the one that is set, in order. */
export function budgetChoices(budget: number | null): readonly number[] {
  return withChosen(usualBudgets, budget);
}

/** The sizes that a person may choose to stay free, none over half of the disk, and the one that is set, in order. */
export function marginChoices({ disk, margin }: Pick<MediaSpace, 'disk' | 'margin'>): readonly number[] {
  const usual = usualMargins.filter((size) => disk === null || size <= disk.total / 2);
  return withChosen(usual, chosenMargin({ disk, margin }));
}

/** What the person chose to stay free, in bytes; `null` where that is as it is from the start. */
export function chosenMargin({ disk, margin }: Pick<MediaSpace, 'disk' | 'margin'>): number | null {
  const { bytes, share } = defaultMargin;
  const isUsual = margin.bytes === bytes && margin.share === share;
  return isUsual ? null : marginBytes(margin, disk?.total ?? 0);
}

/** So many bytes of the disk stay free; `null` is as it is from the start. */
export function marginOf(size: number | null): MediaSpace['margin'] {
  return size === null ? defaultMargin : { bytes: size, share: 0 };
}

function withChosen(usual: readonly number[], chosen: number | null): readonly number[] {
  if (chosen === null || usual.includes(chosen)) return usual;
  return [...usual, chosen].sort((a, b) => a - b);
}
