import type { IpcReply } from '#shared/contracts/ipc.ts';
import type { JournalEntry, Journaled } from '#shared/sync/journal.ts';
import {
  entriesOfAgenda,
  entriesOfCommands,
  entriesOfMarks,
  entriesOfProgress,
} from '#shared/sync/journalEntries.ts';
import { coalesce } from './coalesce.ts';
import type { HubDatabase, ProjectionRecord } from './database.ts';
import type { JournalWire } from './journalWire.ts';
import { Observable } from './Observable.ts';
import { project, projectAnew } from './project.ts';

export type ProjectorOptions = { readonly database: HubDatabase; readonly journal: JournalWire };

/** What had to be made good since the start, to be told to the person. */
export type Recovery = {
  /** The window's database was empty although the journal was not: it was reset, by a full disk for one. */
  readonly wasReset: boolean;
  /** Places of the journal that could not be read. */
  readonly damaged: number;
};

type Page = IpcReply<'journal.read'>;

/** Rule S11: keeps the database's tables of the journal at what the journal says. Nothing else writes to them. */
export class Projector {
  readonly recovery = new Observable<Recovery>({ wasReset: false, damaged: 0 });
  /** All that the journal had at the start is in the database. */
  readonly projected = new Observable(false);
  readonly #options: ProjectorOptions;
  #isCarried = false;

  /** Resolves when all that was in the journal before the call is in the database. Rejects as journal and Dexie do. */
  readonly catchUp = coalesce(() => this.#catchUp());

  constructor(options: ProjectorOptions) {
    this.#options = options;
  }

  /** Takes over what was just appended; where that does not go on from the projection, it catches up. */
  async take(entries: readonly Journaled[]): Promise<void> {
    const { database } = this.#options;
    const known = this.#isCarried ? await database.projection.get('journal') : undefined;
    const after = (entries[0]?.seq ?? 0) - 1;
    const isNext = known?.seq === after && entries.every(({ seq }, n) => seq === after + 1 + n);
    const batch = { generation: known?.generation ?? '', after, entries, last: after + entries.length };
    if (!isNext || !(await project(database, batch))) await this.catchUp();
  }

  async #catchUp(): Promise<void> {
    const { database, journal } = this.#options;
    if (!this.#isCarried) await this.#carry();
    for (;;) {
      const known = await database.projection.get('journal');
      const page = await journal.read(known?.seq ?? 0);
      if (known?.generation !== page.generation) {
        await this.#begin(known, page);
        continue;
      }
      this.#note({ damaged: page.damaged });
      const last = page.entries.at(-1)?.seq ?? page.last;
      if (last === known.seq) {
        this.projected.set(true);
        return;
      }
      await project(database, { generation: page.generation, after: known.seq, entries: page.entries, last });
    }
  }

  /** Another journal than the projection's, or no projection yet: all of it, in one transaction. */
  async #begin(known: ProjectionRecord | undefined, { generation, last }: Page): Promise<void> {
    const { database, journal } = this.#options;
    if (!known && last > 0) this.#note({ wasReset: true });
    if (known && last === 0) {
      const held = await this.#heldEntries();
      if (held.length > 0) return journal.append(held);
    }
    const entries: Journaled[] = [];
    let page = await journal.read(0);
    while (page.entries.length > 0) {
      entries.push(...page.entries);
      page = await journal.read(page.entries.at(-1)?.seq ?? 0);
    }
    if (page.generation === generation) await projectAnew(database, { generation, entries, last: page.last });
  }

  /** What the projection of a journal that was lost still knows. */
  async #heldEntries(): Promise<readonly JournalEntry[]> {
    const { commands, agenda, progress, marks } = this.#options.database;
    return [
      ...entriesOfCommands((await commands.toArray()).sort((a, b) => a.seq - b.seq)),
      ...entriesOfAgenda(await agenda.toArray()),
      ...entriesOfProgress(await progress.toArray()),
      ...entriesOfMarks(await marks.toArray()),
    ];
  }

  /** Commands of version 1, whose only place was the database, go into the journal once. */
  async #carry(): Promise<void> {
    const { database, journal } = this.#options;
    const carried = await database.carried.toArray();
    if (carried.length > 0) {
      await journal.append(entriesOfCommands(carried));
      await database.carried.clear();
    }
    this.#isCarried = true;
  }

  #note(more: Partial<Recovery>): void {
    const before = this.recovery.get();
    const { wasReset, damaged } = { ...before, ...more };
    if (wasReset !== before.wasReset || damaged !== before.damaged) this.recovery.set({ wasReset, damaged });
  }
}
