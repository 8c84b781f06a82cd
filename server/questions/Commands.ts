import type { Command } from '#shared/contracts/commands.ts';
import { type HttpReply, http } from '#shared/contracts/http.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { may } from '#shared/people/permissions.ts';
import type { Access } from '../people/Access.ts';
import type { Store, WorkshopWrite } from '../store/Store.ts';
import { readerOf } from '../sync/readerOf.ts';
import { actOfCommand, applyCommand } from './applyCommand.ts';
import type { CommandActor } from './CommandActor.ts';
import type { Tallies } from './Tallies.ts';

type Reply = HttpReply<'command'>;
const storedReply = http.command.reply;

async function findReply(tx: WorkshopWrite, accountId: string, commandId: string): Promise<Reply | null> {
  const found = await tx.sql
    .selectFrom('command')
    .select('reply')
    .where('account_id', '=', accountId)
    .where('id', '=', commandId)
    .executeTakeFirst();
  return found ? storedReply.parse(JSON.parse(found.reply)) : null;
}

/** Rule S6: command, effect and reply are stored together; a second delivery gets the first's reply. */
export class Commands {
  readonly #store: Store;
  readonly #access: Access;
  readonly #tallies: Tallies;
  readonly #programNow: () => number;

  constructor(store: Store, access: Access, tallies: Tallies, programNow: () => number) {
    this.#store = store;
    this.#access = access;
    this.#tallies = tallies;
    this.#programNow = programNow;
  }

  /** Throws `RefusedError` not-a-member; every other "no" is a reply, stored like the effect. */
  async run(accountId: string, command: Command): Promise<Reply> {
    const membership = await this.#access.membership(accountId, command.workshopId);
    const { name } = await this.#access.account(accountId);
    const reader = await readerOf(this.#store, accountId, membership);
    return this.#store.write(command.workshopId, async (tx) => {
      const known = await findReply(tx, accountId, command.id);
      if (known) return known;
      const reply = await this.#apply(tx, { name, reader }, command);
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
  }

  async #apply(tx: WorkshopWrite, actor: CommandActor, command: Command): Promise<Reply> {
    const before = tx.rev;
    try {
      if (!may(actor.reader.role, actOfCommand[command.name])) throw new RefusedError('not-allowed');
      const now = new Date(this.#programNow());
      await applyCommand({ tx, actor, now, tallies: this.#tallies }, command);
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
