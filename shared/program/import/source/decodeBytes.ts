/** A file's text, and whether its bytes said how to read them. */
export type DecodedText = { readonly text: string; readonly sure: boolean };

function markOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

/** UTF-16 without its mark: in a text of ours every second byte of the first ones is zero. */
function zeroBytes(bytes: Uint8Array): string | null {
  const start = bytes.subarray(0, 64);
  const zeros = (odd: number) => start.filter((byte, index) => index % 2 === odd && byte === 0).length;
  const enough = start.length >= 4 ? Math.ceil(start.length * 0.3) : Number.POSITIVE_INFINITY;
  if (zeros(1) >= enough && zeros(0) === 0) return 'utf-16le';
  if (zeros(0) >= enough && zeros(1) === 0) return 'utf-16be';
  return null;
}

/**
 * Text of bytes in UTF-8 or UTF-16, with or without a byte order mark. Bytes that are neither are read as
 * windows-1252, the successor of Latin-1, and are not sure.
 */
export function decodeBytes(bytes: Uint8Array): DecodedText {
  const marked = markOf(bytes) ?? zeroBytes(bytes);
  if (marked !== null) return { text: new TextDecoder(marked).decode(bytes), sure: true };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), sure: true };
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown;
    return { text: new TextDecoder('windows-1252').decode(bytes), sure: false };
  }
}
