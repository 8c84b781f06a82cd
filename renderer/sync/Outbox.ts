import {
  type Command,
  type CommandArgs,
  type CommandName,
  command,
  isProgramCommand,
  isQuestionCommand,
  isRecordingCommand,
} from '#shared/contracts/commands.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { HubDatabase } from './database.ts';
import type { JournalWire } from './journalWire.ts';

export type OutboxOptions = {
  readonly database: HubDatabase;
  readonly journal: JournalWire;
  /** The program's clock, in ms: what the hub will date a command by. */
  readonly programNow: () => number;
};

/** Rule S6: where commands are made. A command is saved once it is in the journal; what pushes it reads it there. */
export class Outbox {
  readonly #options: OutboxOptions;
  /** The newest commands of this run that made or wrote something, by what. */
  readonly #made = new Map<string, string>();

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /**
   * Saves a command. Rejects with RefusedError: `malformed`, `not-joined`, or why the journal does not take it, and then
   * nothing of it is kept.
   */
  async add<N extends CommandName>(workshopId: string, name: N, args: CommandArgs<N>): Promise<void> {
    const one = readCommand(workshopId, name, args);
    await this.#assertJoined(workshopId);
    const { journal, programNow } = this.#options;
    const after = await this.#parentOf(one);
    await journal.append([{ type: 'command.added', command: one, at: programNow(), after }]);
    this.#remember(one);
  }

  /** Forgets a refused command. One that is not refused stays: the hub may have it already. */
  async discard(id: string): Promise<void> {
    const known = await this.#options.database.commands.get(id);
    if (known?.state === 'refused') await this.#options.journal.append([{ type: 'command.discarded', id }]);
  }

  /**
   * Puts a new command, with an id of its own, in the place of a refused one. Rejects as `add` does, and with
   * `wrong-state` where there is no such refused command.
   */
  async edit<N extends CommandName>(id: string, name: N, args: CommandArgs<N>): Promise<void> {
    const known = await this.#options.database.commands.get(id);
    if (known?.state !== 'refused') throw new RefusedError('wrong-state', 'only a refused command is edited');
    const one = readCommand(known.workshopId, name, args);
    const { journal, programNow } = this.#options;
    const after = await this.#parentOf(one, id);
    await journal.append([
      { type: 'command.added', command: one, at: programNow(), after },
      { type: 'command.discarded', id },
    ]);
    this.#remember(one);
  }

  async #assertJoined(workshopId: string): Promise<void> {
    const known = await this.#options.database.bases.get(workshopId).catch(() => undefined);
    if (known?.fromPack) throw new RefusedError('not-joined', 'the workshop came in a pack');
  }

  #remember(one: Command): void {
    if (isMaker(one)) this.#made.set(subjectOf(one), one.id);
  }

  /** The newest command that made or wrote what this one is about and that the hub has not applied. */
  async #parentOf(one: Command, except: string | null = null): Promise<string | null> {
    if (one.name === 'question.ask') return null;
    const made = this.#made.get(subjectOf(one)) ?? null;
    try {
      const { commands } = this.#options.database;
      if (made !== null && made !== except && (await commands.get(made))?.state !== 'applied') return made;
      const unapplied = await commands.where('state').anyOf('waiting', 'refused').toArray();
      const makers = unapplied.filter(
        (e) => e.id !== except && isMaker(e.command) && subjectOf(e.command) === subjectOf(one),
      );
      return makers.sort((a, b) => b.seq - a.seq)[0]?.id ?? null;
    } catch (error) {
      console.error('the outbox could not be read; what a command builds on is what this run made', error);
      return made;
    }
  }
}

function readCommand<N extends CommandName>(workshopId: string, name: N, args: CommandArgs<N>): Command {
  const read = command.safeParse({ id: crypto.randomUUID(), workshopId, name, args });
  if (!read.success) throw new RefusedError('malformed', read.error.message);
  return read.data;
}

function isMaker(one: Command): boolean {
  return one.name === 'question.ask' || isProgramCommand(one);
}

function subjectOf(one: Command): string {
  const { workshopId } = one;
  if (isQuestionCommand(one)) return `${workshopId} question ${one.args.questionId}`;
  if (isRecordingCommand(one)) {
    const { args } = one;
    return `${workshopId} ${'jobId' in args ? `job ${args.jobId}` : `recording ${args.recordingId}`}`;
  }
  if ('importId' in one.args) return `${workshopId} import ${one.args.importId}`;
  return `${workshopId} ${one.args.kind} ${one.args.id}`;
}
