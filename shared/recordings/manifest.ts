import { z } from 'zod';

/** Design rule M1: every chunk but the last has this many bytes. */
export const CHUNK_SIZE = 1024 * 1024;

export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);

/** What a rendition's bytes are. Its canonical JSON's SHA-256 is the rendition's id. */
export const manifest = z
  .object({
    size: z.int().positive(),
    type: z.string().regex(/^(video|audio)\/[a-z0-9.+-]+$/),
    chunkSize: z.literal(CHUNK_SIZE),
    chunks: z.array(sha256Hex).min(1),
  })
  .refine((m) => m.chunks.length === Math.ceil(m.size / m.chunkSize), 'wrong number of chunks');
export type Manifest = Readonly<z.infer<typeof manifest>>;

/** `signature`: base64url Ed25519 of the canonical manifest, by the hub's key. */
export const signedManifest = z.object({ id: sha256Hex, manifest, signature: z.string() });
export type SignedManifest = Readonly<z.infer<typeof signedManifest>>;

/** The bytes that are hashed and signed: keys in this order, no spaces. */
export function canonicalManifest(m: Manifest): string {
  return JSON.stringify({ size: m.size, type: m.type, chunkSize: m.chunkSize, chunks: m.chunks });
}
