import { z } from 'zod';

const KEY = 'lectern.reminded';
const MOST = 2000;
const stored = z.array(z.string().max(200));

function read(): readonly string[] {
  const text = window.localStorage.getItem(KEY);
  if (text === null) return [];
  try {
    const parsed = stored.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : [];
  } catch (error) {
    console.error('what was reminded of is not JSON; it begins anew', error);
    return [];
  }
}

/** Which reminders this profile has said. */
export function saidReminders(): ReadonlySet<string> {
  return new Set(read());
}

/**
 * Notes reminders as said before they are. With the lock that all windows of a profile share, each is the
 * business of one of them.
 * @returns those that nobody had said yet
 */
export function claimReminders(keys: readonly string[]): Promise<ReadonlySet<string>> {
  return navigator.locks.request('lectern.reminders', async () => {
    const before = read();
    const known = new Set(before);
    const fresh = keys.filter((key) => !known.has(key));
    if (fresh.length > 0) {
      window.localStorage.setItem(KEY, JSON.stringify([...before, ...fresh].slice(-MOST)));
    }
    return new Set(fresh);
  });
}
