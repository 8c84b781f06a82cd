import { createHash, randomBytes } from 'node:crypto';

function asUuid(bytes: Buffer, version: number): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4);
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A UUIDv7 (RFC 9562, 5.7): sorts by the millisecond it was made in. */
export function newId(now = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  return asUuid(bytes, 7);
}

/** A UUIDv8 (RFC 9562, 5.8) that is the same for the same parts, for rows that exist once per parts. */
export function derivedId(...parts: readonly string[]): string {
  return asUuid(createHash('sha256').update(parts.join('\n')).digest().subarray(0, 16), 8);
}
