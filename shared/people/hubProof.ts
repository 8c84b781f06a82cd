/**
 * The text that a hub signs to prove that it holds its key and answers at `address` itself (design rule A1).
 * Its first line keeps it apart from whatever else the key signs; the origin keeps a relay from passing on
 * the signature that it was given for its own address.
 * @param nonce base64url, made by who asks and used once
 */
export function hubProofText(nonce: string, address: string): string {
  return ['lectern hub proof 1', new URL(address).origin, nonce].join('\n');
}
