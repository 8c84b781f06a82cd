import { removeLeftovers } from '../files/removeLeftovers.ts';
import type { HubClient } from '../hub/hubClient.ts';
import type { Tokens } from '../people/Tokens.ts';
import { words } from '../workspace/words.ts';
import { fetchSnapshot } from './fetchSnapshot.ts';
import { PackShelf } from './PackShelf.ts';
import { Packs, type PacksOptions } from './Packs.ts';

type Options = Omit<PacksOptions, 'shelf' | 'fetchSnapshot' | 'guestName' | 'retry'> & {
  readonly client: Pick<HubClient, 'bytes'>;
  readonly tokens: Pick<Tokens, 'access'>;
};

/** The packs of a profile, in a folder of their own, with the patience of every day. */
export async function openPackService(options: Options): Promise<Packs> {
  const { folder } = options;
  await removeLeftovers(folder, { recursive: true });
  const shelf = new PackShelf(folder);
  return Packs.open({
    ...options,
    shelf,
    fetchSnapshot: (at) => fetchSnapshot({ ...options, shelf, stall: 20_000 }, at),
    guestName: words.guest,
    retry: 30_000,
  });
}
