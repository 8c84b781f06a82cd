import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import type { HubDescription } from '#shared/contracts/http.ts';
import { type RefusalReason, RefusedError } from '#shared/contracts/refusals.ts';
import { hubProofText } from '#shared/people/hubProof.ts';
import type { HubClient } from './hubClient.ts';

/** SHA-256 of a raw public key, base64url: a hub's identity. */
export function fingerprintOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('base64url');
}

/** These say nothing of who answers, and may be over in a moment. */
const passing: readonly RefusalReason[] = ['hub-unreachable', 'hub-error', 'too-many'];

/**
 * Lets whoever answers at an address prove that it is the hub of this key and that the address is its own:
 * what a hub says of itself anyone can copy. Throws `RefusedError`: `hub-changed` where it is not proved, or
 * `hub-unreachable`, `hub-error`, `too-many`.
 * @param publicKey raw Ed25519 key, base64url
 */
export async function proveHub(client: HubClient, address: string, publicKey: string): Promise<void> {
  const nonce = randomBytes(32).toString('base64url');
  const body = { nonce, address: new URL(address).origin };
  const { reply } = await client.request(address, 'prove', { body }).catch((error: unknown) => {
    if (!(error instanceof RefusedError) || passing.includes(error.reason)) throw error;
    throw new RefusedError('hub-changed', `${address} does not prove who it is (${error.reason})`);
  });
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  const text = Buffer.from(hubProofText(nonce, address), 'utf8');
  if (!verify(null, text, key, Buffer.from(reply.signature, 'base64url'))) {
    throw new RefusedError('hub-changed', `${address} does not hold the key of the hub`);
  }
}

/**
 * Asks an address which hub it is, and lets it prove that. Throws `RefusedError`: `hub-unreachable`, `not-a-hub`,
 * `protocol-mismatch`, or `hub-changed` where it is not the hub that `fingerprint` names.
 */
export async function probeHub(
  client: HubClient,
  address: string,
  fingerprint: string,
): Promise<HubDescription> {
  const { reply: hub } = await client.request(address, 'hub');
  if (hub.fingerprint !== fingerprint || fingerprintOf(hub.publicKey) !== fingerprint) {
    throw new RefusedError('hub-changed', `${address} is not the hub that the link names`);
  }
  await proveHub(client, address, hub.publicKey);
  return hub;
}
