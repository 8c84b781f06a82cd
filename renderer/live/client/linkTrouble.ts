import type { Uplinks } from '#shared/live/link.ts';
import type { ConnectionQuality } from './connectionQuality.ts';
import type { LinkTrouble } from './stageControl.ts';

export type TroubleInput = {
  readonly ownAccountId: string;
  /** As this device measures what it receives and sends. */
  readonly down: ConnectionQuality;
  readonly up: ConnectionQuality;
  /** As the hub measures what everybody sends; who is not in it is well. */
  readonly uplinks: Uplinks;
  /** Others on the stage who send something. */
  readonly senders: readonly string[];
  /** Heard now or last. */
  readonly speaker: string | null;
};

const bad = (uplink: Uplinks[string] | undefined) => uplink === 'poor' || uplink === 'gone';

/**
 * Whose link is at fault, for a sentence that people can act on.
 * - The hub: what it hears of everybody who sends, at least two, is poor, and so is your own link. Several people's
 *   links do not fail at once; the one that they share does.
 * - You: what you send arrives poorly, or what you receive does while others reach the hub well. Everything that
 *   you see is poor then, whoever it is of.
 * - Them: you are well, and somebody reaches the hub poorly; whoever speaks first, as that is who is listened to.
 */
export function linkTrouble(input: TroubleInput): LinkTrouble | null {
  const { ownAccountId, down, up, uplinks, senders, speaker } = input;
  const poorly = senders.filter((accountId) => bad(uplinks[accountId]));
  const ownUp = up === 'poor' || bad(uplinks[ownAccountId]);
  const everybody = senders.length >= 2 && poorly.length === senders.length;
  if (everybody && (ownUp || down === 'poor')) return { who: 'hub' };
  if (ownUp) return { who: 'you' };
  const [first] = poorly;
  if (first === undefined) return down === 'poor' ? { who: 'you' } : null;
  const accountId = speaker !== null && poorly.includes(speaker) ? speaker : first;
  return { who: 'them', accountId };
}
