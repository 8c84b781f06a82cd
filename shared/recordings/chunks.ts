import { CHUNK_SIZE, type Manifest } from './manifest.ts';

/** Bytes `[start, end]`, both inclusive, as HTTP counts them. */
export type ByteRange = { readonly start: number; readonly end: number };

export function chunkRange(m: Pick<Manifest, 'size'>, index: number): ByteRange {
  const start = index * CHUNK_SIZE;
  return { start, end: Math.min(start + CHUNK_SIZE, m.size) - 1 };
}

export function chunkLength(m: Pick<Manifest, 'size'>, index: number): number {
  const { start, end } = chunkRange(m, index);
  return end - start + 1;
}

/** The chunks that hold a byte range, first to last. */
export function chunksOf(range: ByteRange): { readonly first: number; readonly last: number } {
  return { first: Math.floor(range.start / CHUNK_SIZE), last: Math.floor(range.end / CHUNK_SIZE) };
}

export type RangeRequest =
  | { readonly kind: 'whole' }
  | { readonly kind: 'range'; readonly range: ByteRange }
  | { readonly kind: 'unsatisfiable' };

/**
 * Reads a `Range` header for a body of `size` bytes (RFC 9110, 14.1.2). A header that is not one
 * plain byte range is ignored, as the RFC allows; one that lies outside the body is unsatisfiable.
 */
export function parseRange(header: string | null | undefined, size: number): RangeRequest {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  const [, from = '', to = ''] = match ?? [];
  if (!match || (from === '' && to === '')) return { kind: 'whole' };
  if (from === '') {
    const length = Number(to);
    if (length === 0) return { kind: 'unsatisfiable' };
    return { kind: 'range', range: { start: Math.max(0, size - length), end: size - 1 } };
  }
  const start = Number(from);
  const end = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== '' && Number(to) < start) return { kind: 'whole' };
  if (start >= size) return { kind: 'unsatisfiable' };
  return { kind: 'range', range: { start, end } };
}
