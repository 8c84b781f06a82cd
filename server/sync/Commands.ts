import type { Kysely } from 'kysely';
import { type Command, isQuestionCommand, isRecordingCommand } from '#shared/contracts/commands.ts';
import { type HttpReply, http } from '#shared/contracts/http.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { type Act, may } from '#shared/people/permissions.ts';
import { logOfBoardAct } from '../live/log/logOfBoardAct.ts';
import { StageLog } from '../live/log/StageLog.ts';
import type { Access } from '../people/Access.ts';
import { applyProgramCommand } from '../program/edit/applyProgramCommand.ts';
import { actOfQuestionCommand, applyQuestionCommand } from '../questions/applyQuestionCommand.ts';
import { mayModerate } from '../questions/mayModerate.ts';
import type { Tallies } from '../questions/Tallies.ts';
import {
  actOfRecordingCommand,
  applyRecordingCommand,
} from '../recordings/commands/applyRecordingCommand.ts';
import type { Store, WorkshopWrite } from '../store/Store.ts';
import type { Schema } from '../store/schema.ts';
import type { CommandActor, Effect } from './CommandActor.ts';
import { Readers } from './Readers.ts';

type Reply = HttpReply<'command'>;
const storedReply = http.command.reply;

async function findReply(sql: Kysely<Schema>, accountId: string, commandId: string): Promise<Reply | null> {
  const found = await sql
    .selectFrom('command')
    .select('reply')
    .where('account_id', '=', accountId)
    .where('id', '=', commandId)
    .executeTakeFirst();
  return found ? storedReply.parse(JSON.parse(found.reply)) : null;
}

function effectOf(effect: Effect, command: Command): Promise<void> {
  if (isQuestionCommand(command)) return applyQuestionCommand(effect, command);
  return isRecordingCommand(command)
    ? applyRecordingCommand(effect, command)
    : applyProgramCommand(effect, command);
}

function actOf(command: Command): Act {
  if (isQuestionCommand(command)) return actOfQuestionCommand[command.name];
  return isRecordingCommand(command) ? actOfRecordingCommand[command.name] : 'program.edit';
}

async function mayCommand(tx: WorkshopWrite, actor: CommandActor, command: Command): Promise<boolean> {
  const act = actOf(command);
  const isOnBoard = act === 'question.moderate' && 'questionId' in command.args;
  return isOnBoard ? mayModerate({ tx, actor }, command.args.questionId) : may(actor.reader.role, act);
}

/** Rule S6: command, effect and reply are stored together; a second delivery gets the first's reply. */
export class Commands {
  readonly #store: Store;
  readonly #access: Access;
  readonly #readers: Readers;
  readonly #tallies: Tallies;
  readonly #programNow: () => number;
  readonly #log: StageLog;

  /** `log`: of the sessions, whose stages hear of it from there. */
  constructor(
    store: Store,
    access: Access,
    tallies: Tallies,
    programNow: () => number,
    log = new StageLog(store),
  ) {
    this.#log = log;
    this.#store = store;
    this.#access = access;
    this.#readers = new Readers(store);
    this.#tallies = tallies;
    this.#programNow = programNow;
  }

  /**
   * Throws `RefusedError` not-a-member; every other "no" is a reply, stored like the effect. Who sent a command
   * may always hear what became of it, also when the reply was lost and the membership is over.
   */
  async run(accountId: string, command: Command): Promise<Reply> {
    const { workshopId } = command;
    const answered = await findReply(this.#store.read, accountId, command.id);
    if (answered) return answered;
    await this.#access.membership(accountId, workshopId);
    const { name } = await this.#access.account(accountId);
    let tellLog = (): void => undefined;
    const reply = await this.#store.write(workshopId, async (tx) => {
      const known = await findReply(tx.sql, accountId, command.id);
      if (known) return known;
      // Looked up under the workshop's lock: who is demoted or removed meanwhile has no command left.
      const reader = (await this.#readers.among(workshopId, [accountId], tx.sql)).get(accountId);
      if (!reader) throw new RefusedError('not-a-member');
      const reply = await this.#apply(tx, { name, reader }, command);
      if (reply.outcome === 'applied') tellLog = await this.#logged(tx, { name, reader }, command);
      await tx.sql
        .insertInto('command')
        .values({
          account_id: accountId,
          id: command.id,
          workshop_id: command.workshopId,
          reply: JSON.stringify(reply),
          at: Date.now(),
        })
        .execute();
      return reply;
    });
    tellLog();
    return reply;
  }

  /** Returns what tells of it once it is committed. */
  async #logged(tx: WorkshopWrite, actor: CommandActor, command: Command): Promise<() => void> {
    const told = await logOfBoardAct({ tx, actor }, command);
    if (!told) return () => undefined;
    const entries = await this.#log.append(tx, told.sessionId, [told.draft]);
    return () => this.#log.appended(told.sessionId, entries);
  }

  async #apply(tx: WorkshopWrite, actor: CommandActor, command: Command): Promise<Reply> {
    const before = tx.rev;
    try {
      if (!(await mayCommand(tx, actor, command))) throw new RefusedError('not-allowed');
      const now = new Date(this.#programNow());
      await effectOf({ tx, actor, now, tallies: this.#tallies }, command);
      return { outcome: 'applied', rev: tx.rev };
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      if (tx.rev !== before)
        throw new Error(`${command.name} refused after it had written`, { cause: error });
      const { reason, detail } = error;
      return detail === undefined ? { outcome: 'refused', reason } : { outcome: 'refused', reason, detail };
    }
  }
}
