import { isIP } from 'node:net';

/** An IPv4 address that came over an IPv6 socket is the same address. */
function plain(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, '');
}

/** The reverse proxies whose word on who is behind them is taken (rule A5). */
export class TrustedProxies {
  readonly #trusted: ReadonlySet<string>;

  constructor(addresses: readonly string[]) {
    this.#trusted = new Set(addresses.map(plain));
  }

  /**
   * The address that a request comes from: `peer`, or where that is a trusted proxy, the last entry of
   * `forwardedFor` that is none. What stands before that entry anybody may have written.
   */
  clientOf(peer: string | undefined, forwardedFor: string | undefined): string {
    let client = plain(peer ?? 'unknown');
    for (const entry of (forwardedFor ?? '').split(',').map(plain).reverse()) {
      if (!this.#trusted.has(client) || isIP(entry) === 0) break;
      client = entry;
    }
    return client;
  }
}
