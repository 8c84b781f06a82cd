import { crc32 } from 'node:zlib';

/**
 * What yazl asks of `buffer-crc32`, whose table takes longer over a recording than all else about a pack together:
 * the build puts this in its place (electron.vite.config.ts). The sums are the same.
 */
export function unsigned(bytes: Uint8Array, before = 0): number {
  return crc32(bytes, before);
}
