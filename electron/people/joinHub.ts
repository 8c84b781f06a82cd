import { type JoinedHub, joinedHub } from '#shared/contracts/ipc.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { isSecureAddress, parseInviteLink } from '#shared/people/inviteLink.ts';
import type { HubClient } from '../hub/hubClient.ts';
import type { PinTable } from '../hub/PinTable.ts';
import { probeHub } from '../hub/probeHub.ts';
import type { Journals } from '../sync/Journals.ts';
import type { HubRegistry } from './HubRegistry.ts';
import type { Secrets } from './Secrets.ts';
import type { Tokens } from './Tokens.ts';

export type JoinParts = {
  readonly client: HubClient;
  readonly pins: Pick<PinTable, 'assertOneKind'>;
  readonly registry: HubRegistry;
  readonly secrets: Secrets;
  readonly tokens: Tokens;
  readonly journals: Pick<Journals, 'copy' | 'remove'>;
  /** How the hub's list of devices names this one. */
  readonly deviceLabel: string;
};

/**
 * Joins the hub of an invite link, or takes up a further invite of a hub joined before: that one may name another
 * address, or the pin of a renewed certificate, which are taken over once the hub has proved its key there. What a
 * guest of that hub had on this device goes over to the account. Throws
 * `RefusedError`: `malformed`, `insecure-address`, what `probeHub` finds, or what the hub refuses.
 */
export async function joinHub(
  parts: JoinParts,
  link: string,
  name: string | null,
): Promise<{ readonly hub: JoinedHub; readonly changed: boolean }> {
  const invite = parseInviteLink(link);
  if (!invite) throw new RefusedError('malformed', 'this is not an invite link');
  const address = invite.address.replace(/\/+$/, '');
  if (!isSecureAddress(address)) throw new RefusedError('insecure-address', address);
  const { fingerprint } = invite;
  // Plain http on this machine shows no certificate.
  const pin = address.startsWith('https:') ? invite.pin : null;
  parts.pins.assertOneKind({ fingerprint, address, pin });
  const found = await probeHub(parts.client, address, fingerprint, pin);
  const { id, secret } = await parts.secrets.device(found.fingerprint);
  const { reply, hubNow } = await parts.client.request(address, 'join', {
    body: { invite: invite.invite, device: { id, secret, label: parts.deviceLabel.slice(0, 120) }, name },
    pin,
  });
  await parts.tokens.accept(found.fingerprint, reply, hubNow);
  const before = parts.registry.get(found.fingerprint);
  const guest = before?.guest ? { hub: before.fingerprint, accountId: before.account.id } : null;
  // The entry changes between the copy and the removal, so that an end in between loses nothing.
  const account = { hub: found.fingerprint, accountId: reply.account.id };
  const copied = guest ? await parts.journals.copy(guest, account) : 0;
  const registered = {
    fingerprint: found.fingerprint,
    address,
    name: found.name,
    rehearsal: found.rehearsal,
    pin,
    guest: false,
    packed: before?.packed ?? [],
    account: reply.account,
    memberships: reply.memberships,
    publicKey: found.publicKey,
  };
  const changed = await parts.registry.put(registered);
  if (guest) {
    // What was said meanwhile; from here on the guest's journal is refused.
    await parts.journals.copy(guest, account, copied);
    await parts.journals.remove(guest);
  }
  return { hub: joinedHub.parse(registered), changed };
}
