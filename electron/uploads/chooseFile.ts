import { dirname } from 'node:path';
import { BrowserWindow, dialog, type OpenDialogOptions } from 'electron';
import type { FilePurpose } from '#shared/contracts/ipcUploads.ts';
import { words } from '../workspace/words.ts';

const endings: Readonly<Record<FilePurpose, string[]>> = {
  recording: ['mp4', 'm4v', 'mov', 'mkv', 'webm', 'avi', 'mpg', 'mpeg', 'ogv', 'ts'],
  captions: ['vtt', 'srt'],
  slides: ['pdf'],
  photo: ['jpg', 'jpeg', 'png', 'webp'],
  pack: ['lectern'],
};

/** Where the last file for each purpose lay. */
const folders = new Map<FilePurpose, string>();

/** The system's dialog; `null` where it was closed without a choice. */
export async function chooseFile(purpose: FilePurpose): Promise<string | null> {
  const folder = folders.get(purpose);
  const options: OpenDialogOptions = {
    properties: ['openFile'],
    filters: [
      { name: words.files[purpose], extensions: endings[purpose] },
      { name: words.files.any, extensions: ['*'] },
    ],
    ...(folder === undefined ? {} : { defaultPath: folder }),
  };
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  const { filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  const [path] = filePaths;
  if (path === undefined) return null;
  folders.set(purpose, dirname(path));
  return path;
}
