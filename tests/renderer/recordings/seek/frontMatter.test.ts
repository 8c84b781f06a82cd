import { expect, it } from 'vitest';
import { frontMatter } from '#renderer/recordings/seek/frontMatter.ts';

function box(type: string, size: number, written = size): Uint8Array {
  const bytes = new Uint8Array(written);
  new DataView(bytes.buffer).setUint32(0, size);
  bytes.set(new TextEncoder().encode(type), 4);
  return bytes;
}
const join = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

it('the pictures begin behind the head of the first mdat', () => {
  expect(frontMatter(join(box('ftyp', 32), box('moov', 500), box('free', 8), box('mdat', 9999, 8)))).toBe(
    548,
  );
});

it('an index that is longer than what was read is skipped by its length', () => {
  expect(frontMatter(join(box('ftyp', 32), box('moov', 70_000, 100)))).toBe(70_032);
});

it('a length of 64 bits is read', () => {
  const wide = box('moov', 1, 16);
  new DataView(wide.buffer).setBigUint64(8, 5_000_000_000n);
  expect(frontMatter(join(box('ftyp', 32), wide))).toBe(5_000_000_032);
});

it('what is no MP4, cut short or of no length has no front matter, and does not go round for ever', () => {
  expect(frontMatter(new Uint8Array(0))).toBe(0);
  expect(frontMatter(new TextEncoder().encode('RIFF....WEBP'))).toBe(0);
  expect(frontMatter(join(box('ftyp', 32), box('free', 0, 8)))).toBe(0);
});
