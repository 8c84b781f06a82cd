import { z } from 'zod';
import { signedManifest } from '../recordings/manifest.ts';

/** The version of packs that this app writes, and the newest that it reads. */
export const PACK_FORMAT = 1;

/** Names of the parts of a pack: a zip file, its media stored and not deflated. */
export const packParts = {
  /** JSON of `packHead`, the first entry. */
  head: 'pack.json',
  /** JSON lines of `change`: the public rows, in rev order. */
  snapshot: 'snapshot.jsonl',
  /** JSON of `signedManifest`. */
  manifest: (renditionId: string) => `renditions/${renditionId}.json`,
  /** The whole rendition. */
  bytes: (renditionId: string) => `renditions/${renditionId}.bin`,
  blob: (hash: string) => `blobs/${hash}`,
} as const;

/** What the hub signs of a snapshot. */
export const snapshotFacts = z.object({
  workshopId: z.uuid(),
  epoch: z.uuid(),
  rev: z.int().nonnegative(),
  /** When it was signed. */
  signed: z.iso.datetime(),
  /** SHA-256 (hex) and bytes of the lines. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  size: z.int().nonnegative(),
});
export type SnapshotFacts = Readonly<z.infer<typeof snapshotFacts>>;

/** `signature`: base64url Ed25519 of `snapshotText`, by the hub's key. */
export const signedSnapshot = snapshotFacts.extend({ signature: z.string() });
export type SignedSnapshot = Readonly<z.infer<typeof signedSnapshot>>;

/** Its first line keeps it apart from whatever else the key signs. */
export function snapshotText(facts: SnapshotFacts): string {
  const { workshopId, epoch, rev, signed, sha256, size } = facts;
  return ['lectern pack snapshot 1', workshopId, epoch, rev, signed, sha256, size].join('\n');
}

/** The header of the hub's answer that has `signedSnapshot` as JSON. */
export const PACK_SIGNATURE_HEADER = 'lectern-snapshot';

export const packHead = z.object({
  lectern: z.literal('pack'),
  format: z.int().positive(),
  hub: z.object({
    /** SHA-256 of the key, base64url: it must fit. */
    fingerprint: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
    /** Raw Ed25519 public key, base64url. */
    publicKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
    name: z.string().max(200),
    address: z.url({ protocol: /^https?$/ }),
    rehearsal: z.boolean(),
  }),
  snapshot: signedSnapshot,
  /** What the pack has of recordings. */
  renditions: z.array(z.object({ recordingId: z.uuid(), id: signedManifest.shape.id })),
  blobs: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
});
export type PackHead = Readonly<z.infer<typeof packHead>>;
