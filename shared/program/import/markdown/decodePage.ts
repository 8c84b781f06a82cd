import { RefusedError } from '../../../contracts/refusals.ts';
import type { SourceFile } from '../draft.ts';

/** No workshop's page is near this; what is larger is not a page. */
export const PAGE_LIMIT = 20 * 1024 * 1024;

export type DecodedPage = {
  readonly text: string;
  /** False where the bytes were no UTF-8 and were read as windows-1252. */
  readonly asDeclared: boolean;
};

const startsWith = (bytes: Uint8Array, ...mark: readonly number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte);

const PROBE = 8192;
const isControl = (byte: number): boolean => byte < 9 || (byte > 13 && byte < 32 && byte !== 27);

/** Bytes of no text: a zero, or more controls than a page has by accident. */
export function isBinary(bytes: Uint8Array): boolean {
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) return false;
  const probe = bytes.subarray(0, PROBE);
  return probe.includes(0) || probe.filter(isControl).length > probe.length / 50;
}

/**
 * The text of a page, by its byte order mark, else as UTF-8, else as windows-1252 (which takes any bytes).
 * @throws RefusedError `too-large`, `unknown-format` (no text), `malformed` (nothing in it)
 */
export function decodePage({ name, bytes }: SourceFile): DecodedPage {
  if (bytes.length > PAGE_LIMIT) throw new RefusedError('too-large', name);
  if (isBinary(bytes)) throw new RefusedError('unknown-format', name);
  const page = decodeBytes(bytes);
  if (page.text.trim() === '') throw new RefusedError('malformed', name);
  return page;
}

function decodeBytes(bytes: Uint8Array): DecodedPage {
  const as = (encoding: string) => new TextDecoder(encoding).decode(bytes);
  if (startsWith(bytes, 0xff, 0xfe)) return { text: as('utf-16le'), asDeclared: true };
  if (startsWith(bytes, 0xfe, 0xff)) return { text: as('utf-16be'), asDeclared: true };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), asDeclared: true };
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown;
    return { text: as('windows-1252'), asDeclared: false };
  }
}
