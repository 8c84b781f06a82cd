import type { HttpReply } from '#shared/contracts/http.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { HubClient } from '../hub/hubClient.ts';
import { proveHub } from '../hub/probeHub.ts';
import type { HubRegistry } from './HubRegistry.ts';
import type { Secrets } from './Secrets.ts';

/** `expires`: ISO instant by the hub's clock. */
export type AccessToken = { readonly token: string; readonly expires: string };
type Held = AccessToken & { readonly gotAt: number; readonly staleAt: number };

type Options = {
  readonly client: HubClient;
  readonly registry: HubRegistry;
  readonly secrets: Secrets;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
};

/** Milliseconds before its end from which a token is not handed out any more. */
const MARGIN = 30_000;
/** A token this young is not renewed again: several callers saw the same old one fail. */
const FRESH = 2_000;

/** Access tokens by hub; refresh tokens never leave main, one refresh is in flight per hub (rule A2). */
export class Tokens {
  readonly #options: Options;
  readonly #held = new Map<string, Held>();
  readonly #refreshing = new Map<string, Promise<AccessToken>>();
  /** Hubs that have proved since the start who they are, with the address. */
  readonly #proved = new Set<string>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** Keeps what a join or a refresh gave. `hubNow`: the hub's clock in ms at that reply, if known. */
  async accept(
    hub: string,
    given: Pick<HttpReply<'refresh'>, 'accessToken' | 'accessExpires' | 'refreshToken'>,
    hubNow: number | null,
  ): Promise<AccessToken> {
    const now = this.#options.clock();
    const lifetime = Date.parse(given.accessExpires) - (hubNow ?? now);
    await this.#options.secrets.setRefreshToken(hub, given.refreshToken);
    const access = { token: given.accessToken, expires: given.accessExpires };
    this.#held.set(hub, { ...access, gotAt: now, staleAt: now + lifetime - MARGIN });
    return access;
  }

  /** @param renew true where the last token was refused although it had not expired */
  async access(hub: string, renew = false): Promise<AccessToken> {
    const now = this.#options.clock();
    const held = this.#held.get(hub);
    const doubted = this.#isDoubted(hub);
    if (held && !doubted && now < held.staleAt && (!renew || now - held.gotAt < FRESH)) {
      return { token: held.token, expires: held.expires };
    }
    const running = this.#refreshing.get(hub);
    if (running) return running;
    const refresh = this.#refresh(hub, doubted).finally(() => this.#refreshing.delete(hub));
    this.#refreshing.set(hub, refresh);
    return refresh;
  }

  /** Forgets both tokens of a hub that was left, after the refresh that may be in flight. */
  async forget(hub: string): Promise<void> {
    await Promise.allSettled([this.#refreshing.get(hub)]);
    this.#held.delete(hub);
    await this.#options.secrets.forgetRefreshToken(hub);
  }

  /** The window was shown a certificate that is not the hub's: no token leaves before that is cleared up (rule A6). */
  #isDoubted(hub: string): boolean {
    const { client, registry } = this.#options;
    const known = registry.get(hub);
    return known !== undefined && known.pin !== null && client.doubts(known.address);
  }

  async #refresh(hub: string, doubted: boolean): Promise<AccessToken> {
    const { client, registry, secrets } = this.#options;
    const { address, publicKey, pin, guest } = registry.getOrThrow(hub);
    if (guest) throw new RefusedError('not-joined', 'known from a pack alone');
    const refreshToken = secrets.refreshToken(hub);
    if (refreshToken === null) throw new RefusedError('token-missing', 'join the hub again by its link');
    const proved = `${hub} ${address} ${pin}`;
    if (doubted || !this.#proved.has(proved)) {
      await proveHub(client, address, publicKey, pin);
      this.#proved.add(proved);
    }
    const { reply, hubNow } = await client.request(address, 'refresh', { body: { refreshToken } });
    const access = await this.accept(hub, reply, hubNow);
    await registry.setMemberships(hub, reply.memberships);
    return access;
  }
}
