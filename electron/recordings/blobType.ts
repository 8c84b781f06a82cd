const signatures: readonly (readonly [string, string, number])[] = [
  ['WEBVTT', 'text/vtt', 0],
  ['\u00ef\u00bb\u00bfWEBVTT', 'text/vtt', 0],
  ['WEBP', 'image/webp', 8],
  ['\u00ff\u00d8\u00ff', 'image/jpeg', 0],
  ['\u0089PNG', 'image/png', 0],
];

/** What a blob is, by its first bytes; anything unknown is bytes and nothing more. */
export function blobType(blob: Buffer): string {
  const found = signatures.find(([text, , at]) => blob.toString('latin1', at, at + text.length) === text);
  return found?.[1] ?? 'application/octet-stream';
}
