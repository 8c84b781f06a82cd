import { type RefusalReason, RefusedError } from '#shared/contracts/refusals.ts';
import type { JournalEntry } from '#shared/sync/journal.ts';
import type { HubHttp } from '../hub/http.ts';
import { coalesce } from './coalesce.ts';
import type { HubDatabase, OutboxEntry } from './database.ts';
import type { JournalWire } from './journalWire.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** So long an applied command is journaled, and pushed again to a hub that came back without it. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;
const BATCH = 500;

/** Reasons that say nothing about the command itself: it waits and is sent again. */
const passing: ReadonlySet<RefusalReason> = new Set<RefusalReason>([
  'hub-unreachable',
  'hub-error',
  'hub-changed',
  'epoch-changed',
  'not-a-hub',
  'too-many',
  'protocol-mismatch',
  'wrong-origin',
  'token-missing',
  'token-expired',
  'token-forged',
]);

export type CommandPusherOptions = {
  readonly database: HubDatabase;
  readonly journal: JournalWire;
  /** Resolves when the database shows all that was appended to the journal before. */
  readonly caughtUp: () => Promise<void>;
  readonly http: HubHttp;
  /** The hub is of another epoch than this device knows: it is to be asked anew. */
  readonly onEpoch: () => void;
  /** A command took effect at `rev`: the base is to be brought there. */
  readonly onApplied: (workshopId: string, rev: number) => void;
  /** Something on this device keeps commands from being pushed; it is tried again. */
  readonly onTrouble: (error: unknown) => void;
  /** The program's clock, in ms. */
  readonly programNow: () => number;
};

/** What the hub said of a command. */
type Said =
  | { readonly rev: number; readonly epoch: string | undefined }
  | { readonly reason: RefusalReason; readonly detail: string | null };

/** Rule S6: pushes the commands of the journal in their order, one at a time, until the hub has answered. */
export class CommandPusher {
  readonly #options: CommandPusherOptions;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #wait = FIRST_WAIT_MS;
  #running = false;
  /** The command that is on its way. */
  #pushing: Promise<void> | null = null;

  readonly #drain = coalesce(() => this.#pushWaiting());

  constructor(options: CommandPusherOptions) {
    this.#options = options;
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

  /** Pushes at once what waits: there is more, or the hub can be reached again. */
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

  /**
   * Rule S10: what was applied in the last 30 days waits again; the hub answers what it has by its first answer.
   * Resolves to since when that is, in ms on the program's clock.
   */
  async resend(): Promise<number> {
    const { database, journal, caughtUp, programNow } = this.#options;
    // What the hub of before has just applied must be known as applied, or it would not be pushed again.
    await this.#pushing?.catch(() => undefined);
    await caughtUp();
    const oldest = programNow() - KEPT_MS;
    const applied = await database.commands.where({ state: 'applied' }).toArray();
    const due = applied.filter((e) => e.appliedAt !== null && e.appliedAt >= oldest);
    for (let at = 0; at < due.length; at += BATCH) {
      await journal.append(due.slice(at, at + BATCH).map(({ id }) => ({ type: 'command.resent', id })));
    }
    await caughtUp();
    this.kick();
    return oldest;
  }

  #later(error: unknown): void {
    if (!this.#running || this.#timer) return;
    const isExpected = error instanceof RefusedError && passing.has(error.reason);
    if (!isExpected) this.#options.onTrouble(error);
    this.#timer = setTimeout(() => this.kick(), this.#wait);
    this.#wait = Math.min(LONGEST_WAIT_MS, this.#wait * 2);
  }

  #clearTimer(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #pushWaiting(): Promise<void> {
    const { database, caughtUp } = this.#options;
    await caughtUp();
    while (this.#running) {
      const next = await database.commands
        .where('[state+seq]')
        .between(['waiting', 0], ['waiting', Infinity])
        .first();
      if (!next) return;
      this.#pushing = this.#push(next);
      await this.#pushing;
    }
  }

  async #push(entry: OutboxEntry): Promise<void> {
    const { database, journal, caughtUp, onApplied, programNow } = this.#options;
    const parent = entry.after === null ? undefined : await database.commands.get(entry.after);
    const said: Said =
      parent?.state === 'refused' ? { reason: 'needs-refused', detail: null } : await this.#send(entry);
    if ('rev' in said) {
      const { id, workshopId } = entry;
      await journal.append([{ type: 'command.applied', id, rev: said.rev, at: programNow() }]);
      await caughtUp();
      if ((await database.hub.get('hub'))?.epoch !== said.epoch) await this.#waitAgain(id);
      onApplied(workshopId, said.rev);
      return;
    }
    const refused: JournalEntry = { type: 'command.refused', id: entry.id, ...said };
    await journal.append([refused, ...(await this.#dependents(entry.id))]);
    await caughtUp();
  }

  async #send(entry: OutboxEntry): Promise<Said> {
    const { database, http, onEpoch } = this.#options;
    const epoch = (await database.hub.get('hub'))?.epoch;
    try {
      const query = epoch === undefined ? {} : { epoch };
      const reply = await http('command', { body: entry.command, query });
      // The answer is that of a hub which has been restored meanwhile: it may know nothing of it any more.
      if ((await database.hub.get('hub'))?.epoch !== epoch) throw new RefusedError('epoch-changed');
      if (reply.outcome === 'applied') return { rev: reply.rev, epoch };
      return { reason: reply.reason, detail: reply.detail ?? null };
    } catch (error) {
      if (error instanceof RefusedError && error.reason === 'epoch-changed') onEpoch();
      if (!(error instanceof RefusedError) || passing.has(error.reason)) throw error;
      return { reason: error.reason, detail: error.detail ?? null };
    }
  }

  /** The hub was restored while its answer was being written down here. */
  async #waitAgain(id: string): Promise<void> {
    await this.#options.journal.append([{ type: 'command.resent', id }]);
    await this.#options.caughtUp();
  }

  /** What waits and builds on a refused command is refused with it. */
  async #dependents(id: string): Promise<readonly JournalEntry[]> {
    const waiting = await this.#options.database.commands.where({ state: 'waiting' }).sortBy('seq');
    const refused = new Set([id]);
    for (const one of waiting) if (one.after !== null && refused.has(one.after)) refused.add(one.id);
    refused.delete(id);
    return [...refused].map((one) => ({
      type: 'command.refused',
      id: one,
      reason: 'needs-refused',
      detail: null,
    }));
  }
}
