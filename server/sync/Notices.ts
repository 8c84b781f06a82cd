import type { SocketNotice } from '#shared/contracts/socket.ts';
import type { Change } from '#shared/sync/rows.ts';
import type { Log } from '../log.ts';
import type { Access, MembershipChange } from '../people/Access.ts';
import type { SocketClient } from '../socket/SocketClient.ts';
import type { Store } from '../store/Store.ts';
import { cursorAt, scopeOf } from './cursor.ts';
import type { Heads } from './Heads.ts';
import { ANY_REV } from './pull.ts';
import type { Readers } from './Readers.ts';
import { SharedChanges } from './SharedChanges.ts';

export type NoticesOptions = {
  readonly store: Store;
  readonly heads: Heads;
  readonly access: Pick<Access, 'memberships' | 'onMembership'>;
  readonly readers: Readers;
  readonly epoch: string;
  readonly log: Log;
};

/** Rows that a notice looks at; more have moved at once only in an import. */
const MOST_ROWS = 500;

type Page = SocketNotice<'head.moved'>['page'];
type Workshop = { announced: number; moved: boolean; announcing: Promise<void> | null };
type Step = { readonly workshopId: string; readonly from: number; readonly to: number };

/** Says to connected apps what changed (rule S8): once per head, with the page where that is small. */
export class Notices {
  readonly #options: NoticesOptions;
  readonly #workshops: Map<string, Workshop>;
  readonly #clients = new Map<string, Set<SocketClient>>();
  /** The scope in which a client reads a workshop, as far as it was told; by workshop. */
  readonly #scopes = new WeakMap<SocketClient, Map<string, string>>();
  readonly #endListening: readonly (() => void)[];

  private constructor(options: NoticesOptions, heads: readonly { id: string; head: number }[]) {
    this.#options = options;
    this.#workshops = new Map(
      heads.map(({ id, head }) => [id, { announced: head, moved: false, announcing: null }]),
    );
    this.#endListening = [
      options.heads.onMoved((workshopId) => this.#moved(workshopId)),
      options.access.onMembership((change) => this.#membership(change)),
    ];
  }

  static async start(options: NoticesOptions): Promise<Notices> {
    return new Notices(options, await options.store.workshops());
  }

  /** From now on the client hears of its account's workshops, until it is gone. */
  add(client: SocketClient): void {
    const { accountId } = client;
    const clients = this.#clients.get(accountId) ?? new Set();
    this.#clients.set(accountId, clients.add(client));
    this.#scopes.set(client, new Map());
    client.onGone(() => {
      clients.delete(client);
      if (clients.size === 0) this.#clients.delete(accountId);
    });
    this.#quietly(this.#learnScopes(client));
  }

  /** Resolves when what is being said is said. */
  async close(): Promise<void> {
    for (const end of this.#endListening) end();
    await this.idle();
  }

  /** Resolves when every head that moved until now was announced. */
  async idle(): Promise<void> {
    while ([...this.#workshops.values()].some((one) => one.announcing)) {
      await Promise.all([...this.#workshops.values()].map((one) => one.announcing));
    }
  }

  #quietly(work: Promise<void>): Promise<void> {
    return work.catch((error: unknown) => {
      this.#options.log.error({ err: error }, 'a notice could not be sent');
    });
  }

  async #learnScopes(client: SocketClient): Promise<void> {
    const { access, readers } = this.#options;
    for (const { workshopId } of await access.memberships(client.accountId)) {
      const reader = (await readers.among(workshopId, [client.accountId])).get(client.accountId);
      const scopes = this.#scopes.get(client);
      if (reader && scopes && !scopes.has(workshopId)) scopes.set(workshopId, scopeOf(workshopId, reader));
    }
  }

  #membership({ accountId, workshopId, membership }: MembershipChange): void {
    for (const client of this.#clients.get(accountId) ?? []) {
      this.#scopes.get(client)?.delete(workshopId);
      client.notify('scope.changed', { workshopId });
      if (membership) this.#quietly(this.#learnScopes(client));
    }
  }

  /** What moves while a notice is made is in the next one: a burst is said in a few. */
  #moved(workshopId: string): void {
    const workshop = this.#workshops.get(workshopId) ?? { announced: 0, moved: false, announcing: null };
    this.#workshops.set(workshopId, workshop);
    workshop.moved = true;
    workshop.announcing ??= this.#announceAll(workshopId, workshop);
  }

  async #announceAll(workshopId: string, workshop: Workshop): Promise<void> {
    while (workshop.moved) {
      workshop.moved = false;
      const from = workshop.announced;
      await this.#quietly(this.#announce(workshopId, from, workshop));
    }
    workshop.announcing = null;
  }

  /**
   * The rows are read first and who may see them after that: who loses a role or grant meanwhile is sent
   * nothing of them, nor is whoever was told of another scope.
   */
  async #announce(workshopId: string, from: number, workshop: Workshop): Promise<void> {
    const { store, readers } = this.#options;
    const rows = await store.page(workshopId, from, ANY_REV, MOST_ROWS + 1);
    const last = rows.length > MOST_ROWS ? await store.workshop(workshopId) : null;
    const to = last?.head ?? rows.at(-1)?.change.rev ?? from;
    if (to <= from) return;
    workshop.announced = to;
    const step = { workshopId, from, to };
    const among = await readers.among(workshopId, [...this.#clients.keys()]);
    const sharing = new SharedChanges(rows.length > MOST_ROWS ? null : rows, from);
    for (const [accountId, reader] of among) {
      const scope = scopeOf(workshopId, reader);
      for (const client of this.#clients.get(accountId) ?? []) {
        const isTold = this.#tellScope(client, workshopId, scope);
        const page = isTold ? this.#page(step, sharing.of(reader), scope) : null;
        client.notify('head.moved', { workshopId, head: to, page });
      }
    }
  }

  /** Whether the client reads in this scope; if it was told of another one, it is told of this one now. */
  #tellScope(client: SocketClient, workshopId: string, scope: string): boolean {
    const scopes = this.#scopes.get(client);
    const known = scopes?.get(workshopId);
    scopes?.set(workshopId, scope);
    if (known !== undefined && known !== scope) client.notify('scope.changed', { workshopId });
    return known === scope;
  }

  #page({ from, to }: Step, changes: readonly Change[] | null, scope: string): Page {
    if (!changes) return null;
    const { epoch } = this.#options;
    return { from: cursorAt(epoch, scope, from), to: cursorAt(epoch, scope, to), changes: [...changes] };
  }
}
