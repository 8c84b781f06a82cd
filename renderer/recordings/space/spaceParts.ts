import type { MediaSpace, StoredRendition } from '#shared/contracts/ipcDownloads.ts';

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
  const onDisk = used + Math.max(0, disk.free - freeMargin({ disk, margin }));
  return Math.max(used, Math.min(budget ?? onDisk, onDisk));
}

/** The least the bar of used space is drawn with, so that it is seen. */
export function usedPart(space: MediaSpace): number {
  const all = allowed(space);
  return all === 0 ? 0 : Math.min(1, space.used / all);
}

/** The sizes that a person may choose as the most that recordings take, and the one that is set, in order. */
export function budgetChoices(budget: number | null): readonly number[] {
  const usual = [2, 5, 10, 20, 50, 100].map((size) => size * 1_000_000_000);
  if (budget === null || usual.includes(budget)) return usual;
  return [...usual, budget].sort((a, b) => a - b);
}

/** Bytes of the disk that downloads leave free. */
export function freeMargin({ disk, margin }: Pick<MediaSpace, 'disk' | 'margin'>): number {
  return Math.max(margin.bytes, (disk?.total ?? 0) * margin.share);
}
