import { Dexie, RangeSet } from 'dexie';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 10_000;

/** Dexie gives a database up for good that could not be opened once. This tries again; it rejects as Dexie does. */
export async function ensureOpen(database: Dexie): Promise<void> {
  if (database.isOpen()) return;
  database.close({ disableAutoOpen: false });
  await database.open();
}

/**
 * Opens a database again whenever the browser closes it: its files were deleted, or the disk was full. Returns
 * how to stop.
 */
export function keepOpen(database: Dexie): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let wait = FIRST_WAIT_MS;
  const tryLater = () => {
    timer ??= setTimeout(() => {
      timer = null;
      ensureOpen(database).then(
        () => {
          wait = FIRST_WAIT_MS;
          readAgain(database);
        },
        () => {
          wait = Math.min(LONGEST_WAIT_MS, wait * 2);
          tryLater();
        },
      );
    }, wait);
  };
  database.on('close', tryLater);
  return () => {
    database.on('close').unsubscribe(tryLater);
    if (timer) clearTimeout(timer);
  };
}

/** What was written while the database was closed reached no live query; all of them are told to read again. */
function readAgain(database: Dexie): void {
  const everything = () => new RangeSet(-Infinity, [[[]]]);
  const parts = database.tables.flatMap((table) => {
    const indexes = ['', ':dels', ...table.schema.indexes.map((one) => one.name)];
    return indexes.map((index) => [`idb://${database.name}/${table.name}/${index}`, everything()] as const);
  });
  Dexie.on.storagemutated.fire(Object.fromEntries(parts));
}
