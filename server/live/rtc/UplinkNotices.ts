import type { Uplink } from '#shared/live/link.ts';
import type { SocketClient } from '../../socket/SocketClient.ts';

/** At most so often, in ms. */
const PACE_MS = 500;

/** Who is told. */
type Told = Pick<SocketClient, 'notify'>;

export type UplinkSender = {
  readonly participant: { readonly accountId: string };
  readonly media: { readonly uplink: Uplink | null };
  /** Nothing is heard of who has lost the socket, though the place is kept. */
  readonly client: { readonly gone: boolean };
};

export type UplinkPeople = {
  readonly senders: readonly UplinkSender[];
  /** Those who may hear the stage now. */
  readonly hearers: readonly { readonly client: Told }[];
};

/** Tells those who hear a stage how well each sender's media arrives: only what they do not know, in a steady pace. */
export class UplinkNotices {
  readonly #sessionId: string;
  readonly #people: () => UplinkPeople;
  readonly #pace: number;
  /** By socket, so that one that has come back is told again. Who is not in it is taken to be well. */
  #told = new WeakMap<Told, ReadonlyMap<string, Uplink>>();
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(sessionId: string, people: () => UplinkPeople, pace = PACE_MS) {
    this.#sessionId = sessionId;
    this.#people = people;
    this.#pace = pace;
  }

  /** Somebody's link, or who hears, may have changed. */
  mark(): void {
    if (this.#closed) return;
    this.#timer ??= setTimeout(() => this.#tell(), this.#pace);
  }

  close(): void {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
  }

  #tell(): void {
    this.#timer = null;
    const { senders, hearers } = this.#people();
    const now = new Map<string, Uplink>();
    for (const { participant, media, client } of senders) {
      const uplink = media.uplink && (client.gone ? 'gone' : media.uplink);
      if (uplink !== null && uplink !== 'good') now.set(participant.accountId, uplink);
    }
    const told = new WeakMap<Told, ReadonlyMap<string, Uplink>>();
    for (const { client } of hearers) {
      const uplinks = unknownOf(now, this.#told.get(client) ?? new Map());
      if (uplinks) client.notify('stage.uplinks', { sessionId: this.#sessionId, uplinks });
      told.set(client, now);
    }
    this.#told = told;
  }
}

function unknownOf(
  now: ReadonlyMap<string, Uplink>,
  told: ReadonlyMap<string, Uplink>,
): Record<string, Uplink> | null {
  const changed = [...now].filter(([accountId, uplink]) => told.get(accountId) !== uplink);
  const well = [...told.keys()].filter((accountId) => !now.has(accountId));
  const uplinks = Object.fromEntries([...changed, ...well.map((accountId) => [accountId, 'good'] as const)]);
  return Object.keys(uplinks).length === 0 ? null : uplinks;
}
