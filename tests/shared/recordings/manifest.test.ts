import { describe, expect, it } from 'vitest';
import { CHUNK_SIZE, canonicalManifest, manifest } from '#shared/recordings/manifest.ts';

const hash = 'a'.repeat(64);

describe('a manifest (M1)', () => {
  it('is refused where its size and its chunks do not agree', () => {
    const base = { size: CHUNK_SIZE + 1, type: 'video/mp4', chunkSize: CHUNK_SIZE };
    expect(manifest.safeParse({ ...base, chunks: [hash] }).success).toBe(false);
    expect(manifest.safeParse({ ...base, chunks: [hash, hash] }).success).toBe(true);
  });

  it('has one canonical form, whatever the order of its keys', () => {
    const a = { size: 5, type: 'video/mp4', chunkSize: CHUNK_SIZE, chunks: [hash] } as const;
    const b = { chunks: [hash], chunkSize: CHUNK_SIZE, type: 'video/mp4', size: 5 } as const;
    expect(canonicalManifest({ ...a, chunks: [hash] })).toBe(canonicalManifest({ ...b, chunks: [hash] }));
  });
});
