import type { JoinedHub } from '#shared/contracts/ipc.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';

type PinnedHub = Pick<JoinedHub, 'fingerprint' | 'address' | 'pin'>;
type Shown = {
  /** Of the certificate that the server shows. */
  readonly pin: string;
  /** ms since the epoch */
  readonly validFrom: number;
  readonly validTo: number;
};

/** `public`: the host has no pin, and the normal rules decide. */
export type Verdict = 'pinned' | 'mismatch' | 'public';

const plainHost = (hostname: string): string => hostname.toLowerCase().replace(/^\[(.+)\]$/, '$1');
const hostOf = (address: string): string => plainHost(new URL(address).hostname);
const isHttps = ({ address }: PinnedHub): boolean => new URL(address).protocol === 'https:';

/**
 * Rule A6: which certificate each joined hub has to show. A pin belongs to host and port, and main's own
 * requests go by both. Chromium asks for a host alone, so in the window a host is open to the pins of all its
 * ports, and to nothing else: a public certificate opens no host that has a pin. For the same reason one host
 * has pinned hubs or unpinned ones, not both: `assertOneKind` refuses to join the second kind.
 */
export class PinTable {
  readonly #hubs: () => readonly PinnedHub[];
  readonly #now: () => number;
  /** Hosts whose last certificate was not theirs. */
  readonly #doubted = new Set<string>();

  constructor(hubs: () => readonly PinnedHub[], now: () => number = Date.now) {
    this.#hubs = hubs;
    this.#now = now;
  }

  /** The pin of exactly this host and port; `null` where the normal rules decide. */
  pinAt(address: string): string | null {
    const { origin } = new URL(address);
    return this.#hubs().find((hub) => new URL(hub.address).origin === origin)?.pin ?? null;
  }

  /** What a certificate is worth that a host shows to the window. A pinned one is good while it is valid. */
  judge(hostname: string, shown: Shown): Verdict {
    const host = plainHost(hostname);
    const pins = this.#hubs().flatMap((hub) => (hostOf(hub.address) === host ? (hub.pin ?? []) : []));
    if (pins.length === 0) return 'public';
    const now = this.#now();
    const good = pins.includes(shown.pin) && shown.validFrom <= now && now <= shown.validTo;
    this.saw(host, good);
    return good ? 'pinned' : 'mismatch';
  }

  /** Whether a certificate that was shown at a host was the right one. */
  saw(hostname: string, good: boolean): void {
    if (good) this.#doubted.delete(plainHost(hostname));
    else this.#doubted.add(plainHost(hostname));
  }

  /** Whether the last certificate seen at the address was not its hub's. */
  isDoubted(address: string): boolean {
    return this.#doubted.has(hostOf(address));
  }

  /** Throws `RefusedError('certificate-mismatch')` where the host has a hub of the other kind. */
  assertOneKind({ fingerprint, address, pin }: PinnedHub): void {
    const others = this.#hubs().filter((hub) => hub.fingerprint !== fingerprint && isHttps(hub));
    const mixed = others.some(
      (hub) => hostOf(hub.address) === hostOf(address) && (hub.pin === null) !== (pin === null),
    );
    if (mixed && new URL(address).protocol === 'https:') {
      throw new RefusedError(
        'certificate-mismatch',
        `${hostOf(address)} has a hub with another kind of certificate`,
      );
    }
  }
}
