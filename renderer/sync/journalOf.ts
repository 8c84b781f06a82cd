import type { IpcReply, IpcRequest, JoinedHub } from '#shared/contracts/ipc.ts';
import type { JournalWire } from './journalWire.ts';

/** The most entries that main takes at once. */
const MOST = 1000;

type AskJournal = <N extends 'journal.append' | 'journal.read'>(
  name: N,
  request: IpcRequest<N>,
) => Promise<IpcReply<N>>;

/** The journal that main keeps for this hub's account, over any way to ask main. */
export function journalOf(
  { fingerprint, account }: JoinedHub,
  ask: AskJournal,
  onAppended: JournalWire['onAppended'],
): JournalWire {
  const owner = { hub: fingerprint, accountId: account.id };
  return {
    append: async (entries) => {
      for (let from = 0; from < entries.length; from += MOST) {
        await ask('journal.append', { ...owner, entries: entries.slice(from, from + MOST) });
      }
    },
    read: (after) => ask('journal.read', { ...owner, after }),
    onAppended,
  };
}
