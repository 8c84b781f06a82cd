import { RefusedError } from '#shared/contracts/refusals.ts';
import type { HubSocket } from '../../hub/socket.ts';

/** How often the hub is asked once more for the same before it counts as refused. */
export const MOST_AGAIN = 3;

/** There is no socket: whatever was asked is asked anew when the place is resumed. */
export function isCutOff(error: unknown, wire: HubSocket): boolean {
  return reasonOf(error) === 'hub-unreachable' && wire.state !== 'connected';
}

/** Over a socket that is there the hub was too slow: its media worker hung, and may go on. */
export function wasSlow(error: unknown, wire: HubSocket): boolean {
  const reason = reasonOf(error);
  return wire.state === 'connected' && (reason === 'hub-error' || reason === 'hub-unreachable');
}

function reasonOf(error: unknown) {
  return error instanceof RefusedError ? error.reason : null;
}
