import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import type { HubDescription } from '#shared/contracts/http.ts';
import { type RefusalReason, RefusedError } from '#shared/contracts/refusals.ts';
import { hubProofText } from '#shared/people/hubProof.ts';
import { isSecureAddress } from '#shared/people/inviteLink.ts';
import type { HubClient } from './hubClient.ts';

/** SHA-256 of a raw public key, base64url: a hub's identity. */
export function fingerprintOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('base64url');
}

/** These say nothing of who holds the key. */
const passing: readonly RefusalReason[] = [
  'hub-unreachable',
  'certificate-mismatch',
  'hub-error',
  'too-many',
];

/**
 * Lets whoever answers at an address prove that it is the hub of this key and that the address is its own:
 * what a hub says of itself anyone can copy. A pinned hub signs its pin too, so the proof is of the one that
 * showed the certificate (rule A6). Throws `RefusedError`: `hub-changed` where it is not proved, or
 * `hub-unreachable`, `certificate-mismatch`, `hub-error`, `too-many`.
 * @param publicKey raw Ed25519 key, base64url
 * @param pin of the certificate that it has to show; `null` goes by the normal rules
 */
export async function proveHub(
  client: HubClient,
  address: string,
  publicKey: string,
  pin: string | null,
): Promise<void> {
  const nonce = randomBytes(32).toString('base64url');
  const body = { nonce, address: new URL(address).origin };
  const { reply } = await client.request(address, 'prove', { body, pin }).catch((error: unknown) => {
    if (!(error instanceof RefusedError) || passing.includes(error.reason)) throw error;
    throw new RefusedError('hub-changed', `${address} does not prove who it is (${error.reason})`);
  });
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  const text = Buffer.from(hubProofText(nonce, address, pin), 'utf8');
  if (!verify(null, text, key, Buffer.from(reply.signature, 'base64url'))) {
    throw new RefusedError('hub-changed', `${address} does not hold the key of the hub`);
  }
}

/**
 * Which hub answers at an address, proved. It says who is there and nothing of whom to trust: joining takes
 * an invite that names the fingerprint (rule A1). Throws `RefusedError`: `insecure-address`, and what
 * `probeHub` throws.
 */
export async function identifyHub(
  client: HubClient,
  address: string,
  pin: string | null,
): Promise<HubDescription> {
  if (!isSecureAddress(address)) throw new RefusedError('insecure-address', address);
  const { reply: hub } = await client.request(address, 'hub', { pin });
  return probeHub(client, address, hub.fingerprint, pin);
}

/**
 * Asks an address which hub it is, and lets it prove that. Throws `RefusedError`: `hub-unreachable`, `not-a-hub`,
 * `protocol-mismatch`, `certificate-mismatch`, or `hub-changed` where it is not the hub that `fingerprint` names.
 */
export async function probeHub(
  client: HubClient,
  address: string,
  fingerprint: string,
  pin: string | null,
): Promise<HubDescription> {
  const { reply: hub } = await client.request(address, 'hub', { pin });
  if (hub.fingerprint !== fingerprint || fingerprintOf(hub.publicKey) !== fingerprint) {
    throw new RefusedError('hub-changed', `${address} is not the hub that the link names`);
  }
  await proveHub(client, address, hub.publicKey, pin);
  return hub;
}
