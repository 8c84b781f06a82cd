import type { JournalEntry } from '#shared/sync/journal.ts';
import { coalesce } from './coalesce.ts';
import type { HubDatabase } from './database.ts';
import type { MediaHint, MediaKeeper } from './mediaKeeper.ts';
import { allBaseRows } from './readBase.ts';

/** Whether an entry may change what main is told. */
export function isHint({ type }: JournalEntry): boolean {
  return type === 'agenda.starred' || type === 'agenda.unstarred' || type === 'progress';
}

/** The recordings of talks in the agenda, and those that were watched to the end, in the order of their ids. */
export async function readHints(database: HubDatabase): Promise<readonly MediaHint[]> {
  const { base, bases, agenda, progress } = database;
  return database.transaction('r', base, bases, agenda, progress, async () => {
    const talks = new Set((await agenda.toArray()).map(({ talkId }) => talkId));
    const watched = (await progress.toArray()).filter(({ finished }) => finished);
    const hints = new Map<string, MediaHint>();
    for (const { recordingId } of watched) {
      hints.set(recordingId, { recordingId, starred: false, watched: true });
    }
    if (talks.size === 0) return inOrder(hints);
    for (const { id, data } of await allBaseRows(database, 'recording')) {
      if (data.of.kind !== 'talk' || !talks.has(data.of.talkId)) continue;
      hints.set(id, { recordingId: id, starred: true, watched: hints.get(id)?.watched ?? false });
    }
    return inOrder(hints);
  });
}

function inOrder(hints: ReadonlyMap<string, MediaHint>): readonly MediaHint[] {
  return [...hints.values()].sort((a, b) => (a.recordingId < b.recordingId ? -1 : 1));
}

type Options = {
  readonly fingerprint: string;
  readonly database: HubDatabase;
  readonly media: Pick<MediaKeeper, 'hint'>;
};

/** Rule M6: main knows what is starred and what was watched. It is told when that changes, and once at the start. */
export class MediaHints {
  readonly #options: Options;
  #told: string | null = null;
  readonly #tell = coalesce(() => this.#tellOnce());

  constructor(options: Options) {
    this.#options = options;
  }

  /** What fails is made good the next time: main deletes by what it knows, which is never less than before. */
  tell(): void {
    this.#tell().catch((error: unknown) => {
      const isClosed = error instanceof Error && error.name === 'DatabaseClosedError';
      if (!isClosed) console.warn('main could not be told what is starred and watched', error);
    });
  }

  async #tellOnce(): Promise<void> {
    const { fingerprint, database, media } = this.#options;
    const hints = await readHints(database);
    const said = JSON.stringify(hints);
    if (said === this.#told) return;
    await media.hint(fingerprint, hints);
    this.#told = said;
  }
}
