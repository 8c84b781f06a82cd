import { randomUUID } from 'node:crypto';
import type { PackHead } from '#shared/packs/pack.ts';
import type { HubRegistry, RegisteredHub } from '../people/HubRegistry.ts';
import type { SnapshotRows } from './SnapshotRows.ts';

type Registry = Pick<HubRegistry, 'get' | 'put'>;

/** Whether the account of this device at a hub is in a workshop; a guest is in none. */
export function isMember(hub: RegisteredHub | undefined, workshopId: string): boolean {
  return hub?.memberships.some((one) => one.workshopId === workshopId) ?? false;
}

/**
 * Notes that a workshop came in a pack. A hub that this device has not joined becomes a guest's, with an account
 * that only this device knows.
 * @returns whether anything is different from before
 */
export function notePacked(
  registry: Registry,
  head: Pick<PackHead, 'hub'>,
  packed: { readonly workshopId: string; readonly rev: number } & Pick<SnapshotRows, 'slug'>,
  guestName: string,
): Promise<boolean> {
  const { fingerprint } = head.hub;
  const { workshopId, slug, rev } = packed;
  const known = registry.get(fingerprint) ?? guestOf(head, guestName);
  const others = known.packed.filter((one) => one.workshopId !== workshopId);
  return registry.put({ ...known, packed: [...others, { workshopId, slug, rev }] });
}

function guestOf({ hub }: Pick<PackHead, 'hub'>, name: string): RegisteredHub {
  const { fingerprint, publicKey, address, rehearsal } = hub;
  return {
    fingerprint,
    publicKey,
    address: new URL(address).origin,
    name: hub.name,
    rehearsal,
    pin: null,
    guest: true,
    packed: [],
    account: { id: randomUUID(), name },
    memberships: [],
  };
}

/** @returns the entry without the workshop, or `null` where the hub was not known to have it packed */
export function withoutPacked(hub: RegisteredHub, workshopId: string): RegisteredHub | null {
  const packed = hub.packed.filter((one) => one.workshopId !== workshopId);
  return packed.length === hub.packed.length ? null : { ...hub, packed };
}
