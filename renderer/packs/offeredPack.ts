import { useSyncExternalStore } from 'react';
import { takenFile } from '#shared/contracts/ipc.ts';
import type { ChosenFile } from '#shared/contracts/ipcUploads.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { ask } from '../hub/ipc.ts';

let offered: ChosenFile | null = null;
const listeners = new Set<() => void>();

/** Shows what is in a pack; `null` closes that. */
export function offerPack(file: ChosenFile | null): void {
  offered = file;
  for (const listener of listeners) listener();
}

/** The pack that was opened, dropped or chosen last, until it is closed. */
export function useOfferedPack(): ChosenFile | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => offered,
  );
}

/** Lets the person choose a pack. Rejects with RefusedError. */
export async function choosePack(): Promise<void> {
  const { files } = await ask('files.choose', { purpose: 'pack' });
  const [file] = files;
  if (file) offerPack(file);
}

/** Takes a pack that was dropped on the page. Rejects with RefusedError. */
export async function takeDropped(file: File): Promise<void> {
  const read = takenFile.safeParse(await window.lectern.takeFile(file));
  if (!read.data) throw new RefusedError('file-gone', 'no file of the disk was dropped');
  offerPack(read.data);
}

export const isPack = ({ name }: Pick<File, 'name'>): boolean => /\.lectern$/i.test(name);
