import { dirname, join } from 'node:path';
import { app, BrowserWindow, dialog, type SaveDialogOptions } from 'electron';
import { words } from '../workspace/words.ts';

/** Where the last pack was saved. */
let folder: string | null = null;

/** Asks where a pack is to be saved; `null` where the dialog was closed without a choice. */
export async function choosePackTarget(slug: string): Promise<string | null> {
  const options: SaveDialogOptions = {
    defaultPath: join(folder ?? app.getPath('documents'), `${slug}.lectern`),
    filters: [{ name: words.files.pack, extensions: ['lectern'] }],
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  };
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  const { filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options));
  if (!filePath) return null;
  folder = dirname(filePath);
  return filePath;
}
