import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { PROTOCOL, PROTOCOL_HEADER } from '#shared/contracts/protocol.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { Access, Caller } from '../people/Access.ts';
import type { LimitName, Limits } from './Limits.ts';
import type { TrustedProxies } from './TrustedProxies.ts';

export type HubEnv = { Bindings: HttpBindings };
export type HubContext = Context<HubEnv>;

/** Throws `RefusedError` protocol-mismatch. */
export function checkProtocol(c: HubContext): void {
  const said = c.req.header(PROTOCOL_HEADER);
  if (said !== String(PROTOCOL)) {
    throw new RefusedError('protocol-mismatch', `this hub speaks ${PROTOCOL}, the app ${said ?? 'none'}`);
  }
}

export function addressOf(c: HubContext, proxies: TrustedProxies): string {
  return proxies.clientOf(c.env.incoming.socket.remoteAddress, c.req.header('x-forwarded-for'));
}

export type CallerChecks = {
  readonly access: Access;
  readonly limits: Limits;
  readonly proxies: TrustedProxies;
};

/** Who asks, within the limits of address and account. Throws `RefusedError` token-… or too-many. */
export async function checkCaller(
  c: HubContext,
  { access, limits, proxies }: CallerChecks,
  limit: LimitName,
): Promise<Caller> {
  const header = c.req.header('authorization') ?? '';
  const token = header.replace(/^Bearer /i, '').trim();
  const caller = await limits.ofAddress(addressOf(c, proxies), () => access.verifyAccess(token));
  limits.take(limit, caller.accountId);
  return caller;
}
