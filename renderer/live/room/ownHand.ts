import type { Hand, Place, StageState } from '#shared/live/stage.ts';

/** The reader's own raised hand. */
export function ownHand(stage: StageState | null, ownAccountId: string): Hand | null {
  return stage?.hands.find(({ accountId }) => accountId === ownAccountId) ?? null;
}

export function ownPlace(stage: StageState | null, ownAccountId: string): Place | null {
  return stage?.places.find(({ accountId }) => accountId === ownAccountId) ?? null;
}
