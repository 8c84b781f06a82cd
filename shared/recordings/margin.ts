/** What recordings leave free of the disk: the larger of both (rule M6). `share`: of the disk, 0 to 1. */
export type Margin = { readonly bytes: number; readonly share: number };

/** Where the person chose nothing. */
export const defaultMargin: Margin = { bytes: 2 * 1024 ** 3, share: 0.05 };

/** Bytes that a margin is on a disk of `total` bytes. */
export function marginBytes(margin: Margin, total: number): number {
  return Math.max(margin.bytes, total * margin.share);
}
