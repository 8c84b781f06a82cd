import { BrowserWindow, dialog, type OpenDialogOptions } from 'electron';

/** Lets the person choose a folder, or make one. @returns its path; `null` where none was chosen */
export async function chooseFolder(): Promise<string | null> {
  const options: OpenDialogOptions = { properties: ['openDirectory', 'createDirectory'] };
  const window = BrowserWindow.getFocusedWindow();
  const { filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  return filePaths[0] ?? null;
}
