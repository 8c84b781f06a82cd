const HEAD = 8;
const WIDE_HEAD = 16;

/**
 * How many bytes of an MP4 come before its pictures and sound: every box up to the first `mdat` (ISO/IEC
 * 14496-12, 4.2). `bytes` is the file's start; a box that lies beyond it is skipped by its length as far as
 * that can be read. 0 for what is no MP4.
 */
export function frontMatter(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at + HEAD <= bytes.length) {
    const short = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + HEAD));
    if (at === 0 && type !== 'ftyp') return 0;
    if (type === 'mdat') return at + HEAD;
    const isWide = short === 1 && at + WIDE_HEAD <= bytes.length;
    const size = isWide ? Number(view.getBigUint64(at + HEAD)) : short;
    if (size < HEAD) return 0;
    at += size;
  }
  return at;
}
