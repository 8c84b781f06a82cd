import { RefusedError } from '#shared/contracts/refusals.ts';
import type { HubSocket } from '../../hub/socket.ts';
import { reasonOf } from '../../i18n/useRefusal.ts';
import { type ChatInput, type ChatView, firstChat, nextChat } from './chatView.ts';

/** One device in the chat of one session. Never rejects: what goes wrong is in its view. */
export class ChatClient {
  readonly #wire: Pick<HubSocket, 'request' | 'on'>;
  readonly #disposers: readonly (() => void)[];
  readonly #listeners = new Set<() => void>();
  #view = firstChat;
  /** Grows with every coming in, so that a page that was asked for before is dropped. */
  #stay = 0;
  #closed = false;

  constructor(wire: Pick<HubSocket, 'request' | 'on'>, sessionId: string) {
    this.#wire = wire;
    this.#disposers = [
      wire.on('chat.message', ({ sessionId: of, message }) => {
        if (of === sessionId) this.#put({ kind: 'message', message });
      }),
      wire.on('chat.deleted', ({ sessionId: of, id }) => {
        if (of === sessionId) this.#put({ kind: 'deleted', id });
      }),
    ];
  }

  readonly view = (): ChatView => this.#view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** In the room, for the first time or again: reads the newest page and sends what no hub has heard. */
  async enter(): Promise<void> {
    this.#stay += 1;
    await this.#load('first', null);
    const unheard = this.#view.outgoing.filter(
      ({ state }) => state.kind === 'failed' && state.reason === 'hub-unreachable',
    );
    for (const { id } of unheard) void this.again(id);
  }

  async loadEarlier(): Promise<void> {
    const [first] = this.#view.messages;
    if (first && this.#view.loading === null) await this.#load('earlier', first.seq);
  }

  /** Shown at once. */
  send(text: string): Promise<void> {
    return this.#send(crypto.randomUUID(), text);
  }

  /** Sends once more what failed; it arrives once, whatever became of the first. */
  async again(id: string): Promise<void> {
    const outgoing = this.#view.outgoing.find((one) => one.id === id);
    if (outgoing?.state.kind === 'failed') await this.#send(id, outgoing.text);
  }

  discard(id: string): void {
    this.#put({ kind: 'discard', id });
  }

  /** The reader is at the end. */
  read(): void {
    this.#put({ kind: 'read' });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const dispose of this.#disposers) dispose();
    this.#listeners.clear();
  }

  async #send(id: string, text: string): Promise<void> {
    this.#put({ kind: 'send', id, text });
    try {
      const { message } = await this.#wire.request('chat.send', { id, text });
      this.#put({ kind: 'message', message });
    } catch (error) {
      const detail = error instanceof RefusedError ? Number(error.detail) : Number.NaN;
      const reason = reasonOf(error);
      const wait = reason === 'too-many' && Number.isFinite(detail) ? detail : null;
      this.#put({ kind: 'send-failed', id, reason, wait });
    }
  }

  async #load(what: 'first' | 'earlier', before: number | null): Promise<void> {
    const stay = this.#stay;
    this.#put({ kind: 'loading', what });
    try {
      const page = await this.#wire.request('chat.page', { before });
      if (stay === this.#stay) this.#put({ kind: what === 'first' ? 'newest' : 'earlier', ...page });
    } catch (error) {
      if (stay === this.#stay) this.#put({ kind: 'load-failed', reason: reasonOf(error) });
    }
  }

  #put(input: ChatInput): void {
    if (this.#closed) return;
    const next = nextChat(this.#view, input);
    if (next === this.#view) return;
    this.#view = next;
    for (const listener of this.#listeners) listener();
  }
}
