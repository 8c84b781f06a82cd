import type { Socket } from 'socket.io';
import type { SocketNotice, SocketNoticeName } from '#shared/contracts/socket.ts';
import type { Caller } from '../people/Access.ts';
import type { SocketClient } from './SocketClient.ts';

/** `setTimeout` can wait no longer. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const roomOfAccount = (accountId: string): string => `account:${accountId}`;
export const roomOfDevice = (deviceId: string): string => `device:${deviceId}`;

/** A socket with whom it belongs to, open no longer than its token works (rule A4). */
export class ConnectedClient implements SocketClient {
  readonly accountId: string;
  readonly deviceId: string;
  readonly #socket: Socket;
  readonly #goneListeners = new Set<() => void>();
  #expiry: NodeJS.Timeout | null = null;
  #gone = false;

  constructor(socket: Socket, caller: Caller) {
    this.#socket = socket;
    this.accountId = caller.accountId;
    this.deviceId = caller.deviceId;
    socket.once('disconnect', () => this.#close());
  }

  get id(): string {
    return this.#socket.id;
  }

  get gone(): boolean {
    return this.#gone;
  }

  notify<N extends SocketNoticeName>(name: N, notice: SocketNotice<N>): void {
    this.#socket.emit(name, notice);
  }

  enter(room: string): void {
    if (!this.#gone) void this.#socket.join(room);
  }

  exit(room: string): void {
    void this.#socket.leave(room);
  }

  tell<N extends SocketNoticeName>(room: string, name: N, notice: SocketNotice<N>): void {
    this.#socket.nsp.to(room).emit(name, notice);
  }

  onGone(listener: () => void): void {
    if (this.#gone) listener();
    else this.#goneListeners.add(listener);
  }

  /**
   * Works until `expires` (ms since 1970). At the end the transport is closed rather than the socket, so
   * that the app comes back by itself with a fresh token.
   */
  admit(expires: number): void {
    if (this.#gone) return;
    if (this.#expiry) clearTimeout(this.#expiry);
    const wait = Math.min(Math.max(0, expires - Date.now()), LONGEST_TIMER_MS);
    this.#expiry = setTimeout(() => this.#socket.conn.close(), wait);
  }

  #close(): void {
    this.#gone = true;
    if (this.#expiry) clearTimeout(this.#expiry);
    for (const listener of this.#goneListeners) listener();
    this.#goneListeners.clear();
  }
}
