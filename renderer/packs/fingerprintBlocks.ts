const BLOCK = 4;

/** A fingerprint in blocks that can be compared by eye and read out. */
export function fingerprintBlocks(fingerprint: string): readonly string[] {
  const blocks: string[] = [];
  for (let at = 0; at < fingerprint.length; at += BLOCK) blocks.push(fingerprint.slice(at, at + BLOCK));
  return blocks;
}
