import type { RefusalReason } from '#shared/contracts/refusals.ts';

export type Trouble = 'missing' | 'not-released' | 'damaged';

/** What to tell of a playback that failed. `undecodable`: the bytes came and are no video. */
export function troubleOf(reason: RefusalReason | null, undecodable: boolean): Trouble {
  if (reason === 'not-released' || reason === 'not-allowed') return 'not-released';
  if (reason === 'damaged' || (reason === null && undecodable)) return 'damaged';
  return 'missing';
}
