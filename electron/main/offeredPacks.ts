import { resolve } from 'node:path';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { Notices } from '../ipc/Notices.ts';
import type { ChosenFiles } from '../uploads/ChosenFiles.ts';

/** The pack that a start names among its arguments, by the last one that ends as packs do; a switch is none. */
export function packIn(argv: readonly string[], folder: string): string | null {
  const named = argv.slice(1).findLast((one) => !one.startsWith('-') && /\.lectern$/i.test(one));
  return named === undefined || named.includes('://') ? null : resolve(folder, named);
}

/** Tells the window in front of a file that the system opened. One that is not there is refused there by name. */
export async function offer(
  path: string,
  files: Pick<ChosenFiles, 'take'>,
  notices: Pick<Notices, 'say'>,
): Promise<void> {
  const chosen = await files.take(path);
  if (chosen) notices.say('packs.offered', chosen);
  else notices.say('link.refused', new RefusedError('file-gone').toRefusal());
}
