import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { app, BrowserWindow, ipcMain } from 'electron';

const folder = process.argv.find((a) => a.startsWith('--user-data-dir='))?.slice('--user-data-dir='.length);

app.whenReady().then(async () => {
  const file = await open(join(folder, 'bare.jsonl'), 'a');
  ipcMain.handle('append', async (_event, entry) => {
    await file.write(`${JSON.stringify(entry)}\n`);
    await file.datasync();
  });
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    show: true,
    webPreferences: { preload: join(import.meta.dirname, 'preload.cjs') },
  });
  window.loadFile(join(import.meta.dirname, 'index.html'));
});
