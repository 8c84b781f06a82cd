import { RefusedError } from '#shared/contracts/refusals.ts';
import { freeSpace } from '../recordings/freeSpace.ts';

/** Throws `RefusedError('disk-full')` where so many bytes do not fit on the disk of a folder. */
export async function assertRoom(folder: string, needed: number): Promise<void> {
  const { free } = await freeSpace(folder);
  if (free < needed) throw new RefusedError('disk-full', `${needed} bytes are needed, ${free} are free`);
}
