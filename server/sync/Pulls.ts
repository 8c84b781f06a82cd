import type { HttpReply } from '#shared/contracts/http.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { may } from '#shared/people/permissions.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/Store.ts';
import { cursorAt, readCursor, scopeOf } from './cursor.ts';
import { type PullRequest, pull } from './pull.ts';
import type { CurrentReader, Readers } from './Readers.ts';

export type PullsOptions = {
  readonly store: Store;
  readonly readers: Readers;
  readonly epoch: string;
  readonly log: Log;
};

type Asked = Pick<PullRequest, 'workshopId' | 'cursor' | 'limit'>;

/** Answers pulls of accounts, as what they are at that moment. */
export class Pulls {
  readonly #options: PullsOptions;

  constructor(options: PullsOptions) {
    this.#options = options;
  }

  /** Throws `RefusedError` not-a-member, not-allowed, or malformed for what is no cursor. */
  async page(accountId: string, asked: Asked): Promise<HttpReply<'changes'>> {
    const { store, epoch } = this.#options;
    for (;;) {
      const reader = await this.#reader(accountId, asked.workshopId);
      const page = await pull(store, { ...asked, epoch, reader });
      // Roles and grants that changed while the rows were read would show what neither of them may see.
      const now = await this.#reader(accountId, asked.workshopId);
      if (scopeOf(asked.workshopId, now) !== scopeOf(asked.workshopId, reader)) continue;
      this.#warnOfFuture(asked, page.head);
      return page;
    }
  }

  /** The cursor of a reader like this account who has everything up to `head`; `null` where it is no reader. */
  async cursorAtHead(accountId: string, workshopId: string, head: number): Promise<string | null> {
    const { readers, epoch } = this.#options;
    const reader = (await readers.among(workshopId, [accountId])).get(accountId);
    return reader ? cursorAt(epoch, scopeOf(workshopId, reader), head) : null;
  }

  async #reader(accountId: string, workshopId: string): Promise<CurrentReader> {
    const reader = (await this.#options.readers.among(workshopId, [accountId])).get(accountId);
    if (!reader) throw new RefusedError('not-a-member');
    if (!may(reader.role, 'program.read')) throw new RefusedError('not-allowed');
    return reader;
  }

  #warnOfFuture({ workshopId, cursor }: Asked, head: number): void {
    if (cursor === null) return;
    const { rev, epoch } = readCursor(cursor);
    if (epoch !== this.#options.epoch || rev <= head) return;
    this.#options.log.warn(
      { workshopId, head, rev },
      'an app has seen changes that this hub does not have; if it was restored from a backup, end it and run `npm run hub -- new-epoch`, so that the apps send again what is missing',
    );
  }
}
