import { RefusedError } from '#shared/contracts/refusals.ts';
import { LOOP_SECONDS } from '#shared/contracts/socket.ts';
import { Limits } from '../../http/Limits.ts';
import type { SocketClient } from '../../socket/SocketClient.ts';
import type { RtcWorkers } from '../rtc/RtcWorkers.ts';
import { Loop, type LoopOver } from './Loop.ts';

/** The most loops of a hub at once (rule A5). */
const LOOPS_AT_ONCE = 64;

type Held = { readonly client: SocketClient; readonly making: Promise<Loop>; end: () => void };

/** The loops that are open, one an account; each ends after `LOOP_SECONDS`, with its socket, or when it is asked to. */
export class Loops {
  readonly #workers: Pick<RtcWorkers, 'pick'>;
  readonly #limits = new Limits();
  readonly #held = new Map<string, Held>();
  readonly #watched = new WeakSet<SocketClient>();

  constructor(workers: Pick<RtcWorkers, 'pick'>) {
    this.#workers = workers;
  }

  /**
   * Throws `RefusedError`: already-done where the account has one, too-many where too many were opened. One whose
   * socket is gone is in nobody's way, though it may still be made.
   */
  async open(client: SocketClient, over: LoopOver): Promise<Loop> {
    const former = this.#held.get(client.accountId);
    if (former && !former.client.gone) throw new RefusedError('already-done');
    if (former) this.#forget(former);
    if (this.#held.size >= LOOPS_AT_ONCE) throw new RefusedError('too-many', 'loops');
    this.#limits.take('loop', client.accountId);
    const held: Held = { client, making: this.#make(over, () => this.#forget(held)), end: () => undefined };
    this.#held.set(client.accountId, held);
    try {
      const loop = await held.making;
      if (client.gone) {
        loop.close();
        throw new RefusedError('wrong-state', 'the socket is gone');
      }
      this.#endInTime(held, loop);
      return loop;
    } catch (error) {
      this.#forget(held);
      throw error;
    }
  }

  /** The loop of this very socket; refuses wrong-state where it has none. */
  async of(client: SocketClient): Promise<Loop> {
    const held = this.#held.get(client.accountId);
    if (held?.client !== client) throw new RefusedError('wrong-state', 'no loop');
    return held.making;
  }

  /** Nothing happens where this socket has none. */
  async close(client: SocketClient): Promise<void> {
    const held = this.#held.get(client.accountId);
    if (held?.client !== client) return;
    (await held.making).close();
  }

  async #make(over: LoopOver, ended: () => void): Promise<Loop> {
    return Loop.create(await this.#workers.pick(), over, ended);
  }

  #endInTime(held: Held, loop: Loop): void {
    const timer = setTimeout(() => loop.close(), LOOP_SECONDS * 1000);
    held.end = () => clearTimeout(timer);
    const { client } = held;
    if (this.#watched.has(client)) return;
    this.#watched.add(client);
    // Of one that is not made yet whoever asks for it hears.
    client.onGone(() => void this.close(client).catch(() => undefined));
  }

  #forget(held: Held): void {
    held.end();
    const { accountId } = held.client;
    if (this.#held.get(accountId) === held) this.#held.delete(accountId);
  }
}
