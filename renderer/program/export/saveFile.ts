import type { IpcNotice } from '#shared/contracts/ipc.ts';
import { listen } from '../../hub/ipc.ts';

export type NewFile = { readonly name: string; readonly type: string; readonly text: string };
export type SavedFile = Pick<IpcNotice<'file.saved'>, 'name' | 'how'>;

/** Opens the system's dialog to save a file; tells how it ended, and under which name. */
export function saveFile({ name, type, text }: NewFile): Promise<SavedFile> {
  const url = URL.createObjectURL(new Blob([text], { type }));
  return new Promise((resolve) => {
    const stop = listen('file.saved', (notice) => {
      if (notice.url !== url) return;
      stop();
      URL.revokeObjectURL(url);
      resolve({ name: notice.name, how: notice.how });
    });
    const anchor = document.createElement('a');
    anchor.href = url;
    anchor.download = name;
    anchor.click();
  });
}
