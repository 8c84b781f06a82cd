import { RefusedError } from '#shared/contracts/refusals.ts';
import { hubProofText } from '#shared/people/hubProof.ts';
import { formatInviteLink } from '#shared/people/inviteLink.ts';
import { may } from '#shared/people/permissions.ts';
import type { HubKey } from '../people/HubKey.ts';
import type { Invites } from '../people/Invites.ts';
import { isOwnAddress } from '../people/isOwnAddress.ts';
import type { Joining } from '../people/Joining.ts';
import type { Sessions } from '../people/Sessions.ts';
import { type Routes, route } from './route.ts';

export type PeopleDeps = {
  readonly joining: Joining;
  readonly sessions: Sessions;
  readonly invites: Invites;
  readonly key: HubKey;
  readonly fingerprint: string;
  /** Where others reach this hub. */
  readonly address: () => string;
  /** Of the certificate that apps ask for (rule A6); `null` where a public authority vouches for the hub. */
  readonly pin: string | null;
};

/** Joining by invite link, staying signed in, and inviting others. */
export function peopleRoutes(routes: Routes, deps: PeopleDeps): void {
  const { joining, sessions, invites, key, fingerprint, address, pin } = deps;

  route(routes, 'prove', async ({ request }) => {
    if (!isOwnAddress(request.address, address())) {
      throw new RefusedError('hub-changed', 'this hub is not at that address');
    }
    return { signature: key.sign(hubProofText(request.nonce, request.address, pin)) };
  });

  route(routes, 'join', ({ request }) => joining.join(request));
  route(routes, 'refresh', ({ request }) => sessions.refresh(request.refreshToken));

  route(routes, 'invite', async ({ caller, request }) => {
    for (const workshopId of request.workshopIds) {
      const { role } = await routes.access.membership(caller.accountId, workshopId);
      if (!may(role, 'invite.create')) throw new RefusedError('not-allowed');
    }
    const invite = await invites.create({
      role: request.role,
      uses: request.uses,
      expires: Date.parse(request.expires),
      name: null,
      grants: [...new Set(request.workshopIds)].map((workshopId) => ({ workshopId, personId: null })),
    });
    return { link: formatInviteLink({ address: address(), fingerprint, invite, pin }) };
  });
}
