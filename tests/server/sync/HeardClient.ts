import { randomUUID } from 'node:crypto';
import type { SocketClient } from '#server/socket/SocketClient.ts';
import type { SocketNotice, SocketNoticeName } from '#shared/contracts/socket.ts';

export type Heard = {
  readonly [N in SocketNoticeName]: { readonly name: N; readonly notice: SocketNotice<N> };
}[SocketNoticeName];

/** A connected socket without a network: what it is told goes to `hear`. */
export class HeardClient implements SocketClient {
  readonly id = randomUUID();
  readonly accountId: string;
  readonly deviceId: string;
  readonly rooms = new Set<string>();
  readonly #hear: (heard: Heard) => void;
  readonly #listeners: (() => void)[] = [];
  #gone = false;

  constructor(who: { readonly accountId: string; readonly deviceId: string }, hear: (heard: Heard) => void) {
    this.accountId = who.accountId;
    this.deviceId = who.deviceId;
    this.#hear = hear;
  }

  get gone(): boolean {
    return this.#gone;
  }

  notify<N extends SocketNoticeName>(name: N, notice: SocketNotice<N>): void {
    if (!this.#gone) this.#hear({ name, notice } as Heard);
  }

  enter(room: string): void {
    this.rooms.add(room);
  }

  exit(room: string): void {
    this.rooms.delete(room);
  }

  /** Tells nobody else: there is no network. */
  tell<N extends SocketNoticeName>(room: string, name: N, notice: SocketNotice<N>): void {
    if (this.rooms.has(room)) this.notify(name, notice);
  }

  onGone(listener: () => void): void {
    this.#listeners.push(listener);
  }

  disconnect(): void {
    if (this.#gone) return;
    this.#gone = true;
    for (const listener of this.#listeners) listener();
  }
}
