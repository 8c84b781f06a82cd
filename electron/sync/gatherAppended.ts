import type { IpcNotice } from '#shared/contracts/ipc.ts';

type Appended = IpcNotice<'journal.appended'>;
type Tell = (notice: Appended) => void;

/** A window that shows what was written a frame later is as good, and a burst of writes waits for no window. */
const GATHER_MS = 10;

/**
 * Tells of the first entries at once, but after the answer to whoever appended them; of what follows within
 * 10 ms together, by owner and in order.
 */
export function gatherAppended(tell: Tell): Tell {
  /** By owner, while it was told a short time ago; `null` while nothing waits. */
  const waiting = new Map<string, Appended | null>();
  const release = (name: string): void => {
    const gathered = waiting.get(name);
    if (!gathered) {
      waiting.delete(name);
      return;
    }
    waiting.set(name, null);
    tell(gathered);
    setTimeout(release, GATHER_MS, name);
  };
  return (notice) => {
    const name = `${notice.hub} ${notice.accountId}`;
    const before = waiting.get(name);
    if (before === undefined) {
      waiting.set(name, null);
      setImmediate(tell, notice);
      setTimeout(release, GATHER_MS, name);
      return;
    }
    waiting.set(name, before ? { ...before, entries: [...before.entries, ...notice.entries] } : notice);
  };
}
