import { RefusedError } from '#shared/contracts/refusals.ts';
import type { Margin } from '#shared/recordings/margin.ts';
import { type DiskSpace, fits } from '../freeSpace.ts';

/** Whether the disk takes what is wanted (design rule M6). */
export type Room = {
  /**
   * Whether so many further bytes can be had, what may be deleted for them counted as room. Throws
   * `RefusedError`: why nothing can be written at all.
   */
  readonly hasFor: (bytes: number) => Promise<boolean>;
  /** Makes room for so many further bytes. Throws `RefusedError('disk-full')`, or as `hasFor`. */
  readonly make: (bytes: number) => Promise<void>;
};

type Options = {
  readonly folder: () => string;
  readonly margin: () => Margin;
  readonly space: (folder: string) => Promise<DiskSpace>;
};

/** Room as it is, with nothing deleted for it. */
export function roomOnDisk({ folder, margin, space }: Options): Room {
  const hasFor = async (bytes: number): Promise<boolean> => fits(await space(folder()), bytes, margin());
  return {
    hasFor,
    make: async (bytes) => {
      if (!(await hasFor(bytes))) throw new RefusedError('disk-full');
    },
  };
}
