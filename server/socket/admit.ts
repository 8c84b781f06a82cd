import { APP_ORIGIN, PROTOCOL } from '#shared/contracts/protocol.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { socketAuth } from '#shared/contracts/socket.ts';
import type { Limits } from '../http/Limits.ts';
import type { Access, Caller } from '../people/Access.ts';

/** What the socket needs to know of accounts. */
export type SocketAccess = Pick<Access, 'verifyAccess' | 'onRemoved' | 'onSignedOut'>;

/**
 * Who connects, if it may (rules A3, D7). A browser always says its `origin`, so that another page's
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
): Promise<Caller> {
  if (handshake.origin !== undefined && handshake.origin !== APP_ORIGIN)
    throw new RefusedError('wrong-origin');
  const read = socketAuth.safeParse(handshake.auth);
  if (!read.success) throw new RefusedError('malformed', 'auth');
  if (read.data.protocol !== PROTOCOL) throw new RefusedError('protocol-mismatch', String(PROTOCOL));
  if (read.data.token === '') throw new RefusedError('token-missing');
  const { token } = read.data;
  return limits.ofAddress(handshake.address, () => access.verifyAccess(token));
}
