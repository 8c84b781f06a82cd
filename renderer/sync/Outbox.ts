import { type CommandArgs, type CommandName, command } from '#shared/contracts/commands.ts';
import { type RefusalReason, RefusedError } from '#shared/contracts/refusals.ts';
import type { HubHttp } from '../hub/http.ts';
import { coalesce } from './coalesce.ts';
import type { HubDatabase, OutboxEntry } from './database.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/** Reasons that say nothing about the command itself: it waits and is sent again. */
const passing: ReadonlySet<RefusalReason> = new Set<RefusalReason>([
  'hub-unreachable',
  'hub-error',
  'hub-changed',
  'not-a-hub',
  'too-many',
  'protocol-mismatch',
  'wrong-origin',
  'token-missing',
  'token-expired',
  'token-forged',
]);

export type OutboxOptions = {
  readonly database: HubDatabase;
  readonly http: HubHttp;
  /** A command took effect at `rev`: the base is to be brought there. */
  readonly onApplied: (workshopId: string, rev: number) => void;
  /** The program's clock, in ms: what the hub will date the command by. */
  readonly programNow: () => number;
};

/** Rule S6: commands are saved first and pushed in their order, one at a time, until the hub has answered. */
export class Outbox {
  readonly #options: OutboxOptions;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #wait = FIRST_WAIT_MS;
  #running = false;

  readonly #drain = coalesce(() => this.#pushWaiting());

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Saves a command; rejects with RefusedError `malformed`, or as Dexie does where it cannot be saved. */
  async add<N extends CommandName>(workshopId: string, name: N, args: CommandArgs<N>): Promise<void> {
    const read = command.safeParse({ id: crypto.randomUUID(), workshopId, name, args });
    if (!read.success) throw new RefusedError('malformed', read.error.message);
    await this.#options.database.outbox.add({
      id: read.data.id,
      workshopId,
      command: read.data,
      at: this.#options.programNow(),
      state: 'waiting',
      rev: null,
      reason: null,
    });
    if (this.#running) this.kick();
  }

  /** Forgets a refused command. One that is not refused stays: the hub may have it already. */
  async discard(id: string): Promise<void> {
    await this.#options.database.outbox
      .where({ id })
      .filter((e) => e.state === 'refused')
      .delete();
  }

  /** From now on commands are pushed. Returns how to stop. */
  start(): () => void {
    this.#running = true;
    this.kick();
    return () => {
      this.#running = false;
      this.#clearTimer();
    };
  }

  /** Pushes at once what waits: the hub can be reached again. */
  kick(): void {
    if (!this.#running) return;
    this.#clearTimer();
    this.#drain().then(
      () => {
        this.#wait = FIRST_WAIT_MS;
      },
      (error: unknown) => this.#later(error),
    );
  }

  #later(error: unknown): void {
    if (!this.#running || this.#timer) return;
    const isExpected = error instanceof RefusedError && passing.has(error.reason);
    if (!isExpected) console.error('a command could not be pushed', error);
    this.#timer = setTimeout(() => this.kick(), this.#wait);
    this.#wait = Math.min(LONGEST_WAIT_MS, this.#wait * 2);
  }

  #clearTimer(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #pushWaiting(): Promise<void> {
    while (this.#running) {
      const [next] = await this.#options.database.outbox.where({ state: 'waiting' }).sortBy('seq');
      if (!next) return;
      await this.#push(next);
    }
  }

  async #push(entry: OutboxEntry): Promise<void> {
    try {
      const reply = await this.#options.http('command', { body: entry.command });
      if (reply.outcome === 'applied') await this.#applied(entry, reply.rev);
      else await this.#refused(entry, reply.reason);
    } catch (error) {
      if (!(error instanceof RefusedError) || passing.has(error.reason)) throw error;
      await this.#refused(entry, error.reason);
    }
  }

  /** It stays in the view until the base is at its rev, which a pull may have brought already (rule S7). */
  async #applied({ seq, workshopId }: OutboxEntry, rev: number): Promise<void> {
    const { database } = this.#options;
    const { cursors, outbox } = database;
    await database.transaction('rw', cursors, outbox, async () => {
      const reached = (await cursors.get(workshopId))?.reached ?? 0;
      if (rev <= reached) await outbox.delete(seq);
      else await outbox.update(seq, { state: 'applied', rev });
    });
    this.#options.onApplied(workshopId, rev);
  }

  async #refused({ seq }: OutboxEntry, reason: RefusalReason): Promise<void> {
    await this.#options.database.outbox.update(seq, { state: 'refused', reason });
  }
}
