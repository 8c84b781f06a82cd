import { ipcMain } from 'electron';
import { z } from 'zod';
import { ipcChannels } from '#shared/contracts/ipcNames.ts';
import { errorLine } from '../files/errors.ts';
import type { Log } from '../files/Log.ts';
import type { ChosenFiles } from '../uploads/ChosenFiles.ts';
import { isOwnSender } from './registerRequests.ts';

const filePath = z.string().min(1).max(4096);

/**
 * Takes files that were dropped on a page: the preload alone reads a path from one, and the page is given a token.
 * `null` where the sender is not our page's main frame, or where the path is no file.
 */
export function registerFiles(files: ChosenFiles, log: Log): void {
  ipcMain.handle(ipcChannels.file, async (event, path: unknown) => {
    if (!isOwnSender(event)) return null;
    const read = filePath.safeParse(path);
    if (!read.success) return null;
    return files.take(read.data).catch((error: unknown) => {
      log.error(`dropped file: ${errorLine(error)}`);
      return null;
    });
  });
}
