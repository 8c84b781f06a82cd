import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkLength, chunkRange, chunksOf, parseRange } from '#shared/recordings/chunks.ts';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';

describe('the Range header', () => {
  it.each([
    ['bytes=0-99', { kind: 'range', range: { start: 0, end: 99 } }],
    ['bytes=900-', { kind: 'range', range: { start: 900, end: 999 } }],
    ['bytes=-100', { kind: 'range', range: { start: 900, end: 999 } }],
    ['bytes=-5000', { kind: 'range', range: { start: 0, end: 999 } }],
    ['bytes=990-5000', { kind: 'range', range: { start: 990, end: 999 } }],
    ['bytes=1000-', { kind: 'unsatisfiable' }],
    ['bytes=-0', { kind: 'unsatisfiable' }],
  ])('%s is read against a body of 1000 bytes', (header, expected) => {
    expect(parseRange(header, 1000)).toEqual(expected);
  });

  it.each([null, undefined, '', 'bytes=', 'bytes=-', 'bytes=5-2', 'bytes=0-1,4-5', 'items=0-1', 'bytes=a-b'])(
    '%s is ignored and the whole is sent',
    (header) => {
      expect(parseRange(header, 1000)).toEqual({ kind: 'whole' });
    },
  );

  it('never answers a range that lies outside the body', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(5000), fc.integer({ min: 1, max: 4000 }), (start, end, size) => {
        const read = parseRange(`bytes=${start}-${end}`, size);
        if (read.kind !== 'range') return;
        expect(read.range.start).toBeGreaterThanOrEqual(0);
        expect(read.range.end).toBeLessThan(size);
        expect(read.range.start).toBeLessThanOrEqual(read.range.end);
      }),
    );
  });
});

describe('chunks', () => {
  it('cover every byte of a file once, in order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 * CHUNK_SIZE }), (size) => {
        const { last } = chunksOf({ start: 0, end: size - 1 });
        let next = 0;
        for (let i = 0; i <= last; i += 1) {
          const range = chunkRange({ size }, i);
          expect(range.start).toBe(next);
          expect(chunkLength({ size }, i)).toBe(range.end - range.start + 1);
          next = range.end + 1;
        }
        expect(next).toBe(size);
      }),
    );
  });

  it('that hold a range are the first to the last that it touches', () => {
    expect(chunksOf({ start: CHUNK_SIZE - 1, end: CHUNK_SIZE })).toEqual({ first: 0, last: 1 });
    expect(chunksOf({ start: CHUNK_SIZE, end: 2 * CHUNK_SIZE - 1 })).toEqual({ first: 1, last: 1 });
  });
});
