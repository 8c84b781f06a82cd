/**
 * The text that a hub signs to prove that it holds its key and answers at `address` itself (design rule A1).
 * Its first line keeps it apart from whatever else the key signs; the origin keeps a relay from passing on
 * the signature that it was given for its own address. A hub with a pinned certificate signs its pin as well, so
 * that nobody with another certificate passes the proof on (rule A6).
 * @param nonce base64url, made by who asks and used once
 */
export function hubProofText(nonce: string, address: string, pin: string | null = null): string {
  const lines = ['lectern hub proof 1', new URL(address).origin, nonce];
  return [...lines, ...(pin === null ? [] : [`pin ${pin}`])].join('\n');
}
