import { io, type Socket } from 'socket.io-client';
import { PROTOCOL } from '#shared/contracts/protocol.ts';
import { type RefusalReason, RefusedError, refusal } from '#shared/contracts/refusals.ts';
import {
  type SocketNotice,
  type SocketNoticeName,
  type SocketReply,
  type SocketRequest,
  type SocketRequestName,
  socketAnswer,
  socketNotices,
  socketRequests,
} from '#shared/contracts/socket.ts';
import type { HubSocket, HubSocketState } from './socket.ts';
import type { TokenSource } from './tokenSource.ts';

const ANSWER_MS = 10_000;
const CONNECT_MS = 8_000;
/** What was sent into a network that was away is not sent again for seconds; a new attempt is. */
const CONNECT_ON_STAGE_MS = 2_000;
/** Every so many attempts on a stage have the long time, for those whom the short one is not enough. */
const PATIENT_ATTEMPT = 4;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;
const LONGEST_WAIT_ON_STAGE_MS = 1_000;

export type SocketConnectionOptions = {
  readonly address: string;
  readonly token: TokenSource;
  /** The hub's real clock, in ms. */
  readonly hubNow: () => number;
  /** Says that the network is back; returns how to stop. */
  readonly onOnline: (listener: () => void) => () => void;
};

/** Keeps one socket to a hub open, from `open` to `close`, whatever happens to it in between (rule L6). */
export class SocketConnection implements HubSocket {
  readonly #options: SocketConnectionOptions;
  readonly #socket: Socket;
  readonly #stateListeners = new Set<(state: HubSocketState) => void>();
  #state: HubSocketState = 'offline';
  #stages = 0;
  #tries = 0;
  #attempt = 0;
  #renewNext = false;
  #expires = 0;
  #retryTimer: ReturnType<typeof setTimeout> | null = null;
  #renewTimer: ReturnType<typeof setTimeout> | null = null;
  #stopOnline: (() => void) | null = null;

  constructor(options: SocketConnectionOptions) {
    this.#options = options;
    this.#socket = io(options.address, {
      transports: ['websocket'],
      autoConnect: false,
      reconnection: false,
      forceNew: true,
      timeout: CONNECT_MS,
      auth: (give) => void this.#authenticate(give),
    });
    this.#socket.on('connect', () => this.#connected());
    this.#socket.on('connect_error', (error) => this.#refused(error));
    this.#socket.on('disconnect', () => this.#lost());
  }

  get state(): HubSocketState {
    return this.#state;
  }

  open(): void {
    if (this.#stopOnline) return;
    this.#stopOnline = this.#options.onOnline(() => this.#hurry());
    this.#connect();
  }

  close(): void {
    this.#stopOnline?.();
    this.#stopOnline = null;
    this.#attempt += 1;
    this.#clearTimers();
    this.#socket.disconnect();
    this.#setState('offline');
  }

  async request<N extends SocketRequestName>(name: N, request: SocketRequest<N>): Promise<SocketReply<N>> {
    if (!this.#socket.connected) throw new RefusedError('hub-unreachable', 'no socket');
    const answer = await this.#emit(name, request);
    const answered = socketAnswer.safeParse(answer);
    if (!answered.success) throw new RefusedError('malformed', `${name}: ${answered.error.message}`);
    if ('refused' in answered.data) throw new RefusedError(answered.data.refused, answered.data.detail);
    const read = socketRequests[name].reply.safeParse(answered.data.ok);
    if (!read.success) throw new RefusedError('malformed', `${name}: ${read.error.message}`);
    return read.data as SocketReply<N>;
  }

  on<N extends SocketNoticeName>(name: N, listener: (notice: SocketNotice<N>) => void): () => void {
    const hear = (raw: unknown) => {
      const read = socketNotices[name].safeParse(raw);
      if (read.success) listener(read.data as SocketNotice<N>);
      else console.error(`the hub sent a malformed ${name}`, read.error.message);
    };
    this.#socket.on(name as string, hear);
    return () => this.#socket.off(name as string, hear);
  }

  onState(listener: (state: HubSocketState) => void): () => void {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  }

  holdStage(): () => void {
    let held = true;
    this.#stages += 1;
    if (this.#state === 'offline') this.#hurry();
    return () => {
      if (held) this.#stages -= 1;
      held = false;
    };
  }

  async #emit(name: SocketRequestName, request: unknown): Promise<unknown> {
    try {
      return await this.#socket.timeout(ANSWER_MS).emitWithAck(name, request);
    } catch {
      throw new RefusedError('hub-unreachable', `${name} was not answered`);
    }
  }

  /** A token that comes after its attempt was given up is not sent. */
  async #authenticate(give: (auth: object) => void): Promise<void> {
    const attempt = this.#attempt;
    try {
      const { token, expires } = await this.#options.token(this.#renewNext);
      if (attempt !== this.#attempt) return;
      this.#renewNext = false;
      this.#expires = expires;
      give({ protocol: PROTOCOL, token });
    } catch (error) {
      if (attempt !== this.#attempt) return;
      console.warn('no token for the socket', error);
      this.#socket.disconnect();
      this.#lost();
    }
  }

  #connect(): void {
    this.#clearTimers();
    this.#attempt += 1;
    const isPatient = this.#stages === 0 || (this.#tries + 1) % PATIENT_ATTEMPT === 0;
    this.#socket.io.timeout(isPatient ? CONNECT_MS : CONNECT_ON_STAGE_MS);
    this.#setState('connecting');
    this.#socket.connect();
  }

  #connected(): void {
    this.#tries = 0;
    this.#renewInTime();
    this.#setState('connected');
  }

  #refused(error: Error & { data?: unknown }): void {
    const read = refusal.safeParse(error.data);
    const reason: RefusalReason = read.success ? read.data.refused : 'hub-unreachable';
    if (reason === 'token-expired' || reason === 'token-forged') this.#renewNext = true;
    this.#lost();
  }

  #lost(): void {
    this.#clearTimers();
    if (!this.#stopOnline) return;
    this.#setState('offline');
    const longest = this.#stages > 0 ? LONGEST_WAIT_ON_STAGE_MS : LONGEST_WAIT_MS;
    const wait = Math.min(longest, FIRST_WAIT_MS * 2 ** this.#tries);
    this.#tries += 1;
    this.#retryTimer = setTimeout(() => this.#connect(), wait * (0.75 + Math.random() / 4));
  }

  /** Tries at once what would be tried later; an attempt that is under way is begun anew. */
  #hurry(): void {
    if (!this.#stopOnline || this.#socket.connected) return;
    this.#tries = 0;
    this.#socket.disconnect();
    this.#connect();
  }

  /** Rule A4: an open socket gets its new token when a fifth of the old one's life is left. */
  #renewInTime(): void {
    if (this.#renewTimer) clearTimeout(this.#renewTimer);
    const left = this.#expires - this.#options.hubNow();
    const wait = Math.min(Math.max(1_000, left * 0.8), 2 ** 31 - 1);
    this.#renewTimer = setTimeout(() => {
      const attempt = this.#attempt;
      this.#renew().catch((error: unknown) => {
        if (attempt !== this.#attempt) return;
        this.#renewNext = true;
        console.warn('the token of the open socket could not be renewed', error);
      });
    }, wait);
  }

  async #renew(): Promise<void> {
    const { token, expires } = await this.#options.token(true);
    await this.request('auth.renew', { token });
    this.#expires = expires;
    this.#renewInTime();
  }

  #clearTimers(): void {
    if (this.#retryTimer) clearTimeout(this.#retryTimer);
    if (this.#renewTimer) clearTimeout(this.#renewTimer);
    this.#retryTimer = null;
    this.#renewTimer = null;
  }

  #setState(state: HubSocketState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of [...this.#stateListeners]) listener(state);
  }
}
