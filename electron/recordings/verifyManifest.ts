import { createPublicKey, verify } from 'node:crypto';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { canonicalManifest, type Manifest, type SignedManifest } from '#shared/recordings/manifest.ts';
import { sha256 } from './hashChunk.ts';

/**
 * Design rule M1. Throws `RefusedError('damaged')` where the manifest is not the one that `id` names,
 * or is not signed by the hub's key.
 * @param publicKey raw Ed25519 key, base64url
 */
export function verifyManifest(signed: SignedManifest, id: string, publicKey: string): Manifest {
  const canonical = Buffer.from(canonicalManifest(signed.manifest));
  if (signed.id !== id || sha256(canonical) !== id) {
    throw new RefusedError('damaged', 'the manifest is not the one that the recording names');
  }
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  if (!verify(null, canonical, key, Buffer.from(signed.signature, 'base64url'))) {
    throw new RefusedError('damaged', "the manifest is not signed by the hub's key");
  }
  return signed.manifest;
}
