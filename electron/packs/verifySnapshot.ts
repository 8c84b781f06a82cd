import { createPublicKey, verify } from 'node:crypto';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { packParts, type SignedSnapshot, snapshotText } from '#shared/packs/pack.ts';

/**
 * Throws `RefusedError('damaged')` where what is said of the snapshot is not signed by the hub's key (rule M7).
 * @param publicKey raw Ed25519 key, base64url
 */
export function verifySnapshot(signed: SignedSnapshot, publicKey: string): void {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  const text = Buffer.from(snapshotText(signed), 'utf8');
  if (!verify(null, text, key, Buffer.from(signed.signature, 'base64url'))) {
    throw new RefusedError('damaged', `${packParts.snapshot} is not signed by the hub's key`);
  }
}
