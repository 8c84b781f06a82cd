import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unsigned } from '#electron/packs/crc32.ts';

const require = createRequire(import.meta.url);
const table = createRequire(require.resolve('yazl'))('buffer-crc32') as {
  unsigned: (bytes: Buffer, before?: number) => number;
};

test('our sum is that of the library that it stands for, whole and in parts', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), fc.uint8Array({ maxLength: 500 }), (a, b) => {
      const [first, second] = [Buffer.from(a), Buffer.from(b)];
      expect(unsigned(first)).toBe(table.unsigned(first));
      expect(unsigned(second, unsigned(first, 0))).toBe(table.unsigned(second, table.unsigned(first, 0)));
    }),
  );
});
