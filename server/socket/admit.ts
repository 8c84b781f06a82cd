import { APP_ORIGIN, PROTOCOL } from '#shared/contracts/protocol.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { socketAuth } from '#shared/contracts/socket.ts';
import type { Membership } from '#shared/people/account.ts';
import type { Limits } from '../http/Limits.ts';
import type { Access, Caller } from '../people/Access.ts';

/** What the socket needs to know of accounts. */
export type SocketAccess = Pick<Access, 'verifyAccess' | 'memberships' | 'onRemoved' | 'onSignedOut'>;

export type Admitted = { readonly caller: Caller; readonly memberships: readonly Membership[] };

/**
 * Whether a socket may connect (rules A3, D7). A browser always says its `origin`, so that another page's
 * is refused; what says none is no browser and stands by its token alone.
 */
export async function admit(
  access: SocketAccess,
  limits: Limits,
  handshake: {
    readonly origin: string | undefined;
    /** Of the client, behind a trusted proxy too. */
    readonly address: string;
    readonly auth: unknown;
  },
): Promise<Admitted> {
  if (handshake.origin !== undefined && handshake.origin !== APP_ORIGIN)
    throw new RefusedError('wrong-origin');
  const read = socketAuth.safeParse(handshake.auth);
  if (!read.success) throw new RefusedError('malformed', 'auth');
  if (read.data.protocol !== PROTOCOL) throw new RefusedError('protocol-mismatch', String(PROTOCOL));
  if (read.data.token === '') throw new RefusedError('token-missing');
  const { token } = read.data;
  const caller = await limits.ofAddress(handshake.address, () => access.verifyAccess(token));
  return { caller, memberships: await access.memberships(caller.accountId) };
}
