import type { uploadRequests } from '#shared/contracts/ipcUploads.ts';
import type { IpcHandlers } from '../ipc/registerRequests.ts';
import { chooseFile } from '../uploads/chooseFile.ts';
import type { Services } from './services.ts';

/** Files that the person chose, and what is sent of them. */
export function uploadHandlers({
  files,
  uploader,
}: Services): Pick<IpcHandlers, keyof typeof uploadRequests> {
  return {
    'files.choose': async ({ purpose }) => {
      const path = await chooseFile(purpose);
      const chosen = path === null ? null : await files.take(path);
      return { files: chosen ? [chosen] : [] };
    },
    'uploads.list': async ({ hub }) => uploader.list(hub),
    'uploads.start': (asked) => uploader.start(asked),
    'uploads.pause': async (which) => {
      await uploader.pause(which);
      return {};
    },
    'uploads.resume': async (which) => {
      await uploader.resume(which);
      return {};
    },
    'uploads.cancel': async (which) => {
      await uploader.cancel(which);
      return {};
    },
  };
}
