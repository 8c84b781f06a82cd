import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';

// The baseline of a cold start: a window of the app's size with one line of text.
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, show: false });
  window.once('ready-to-show', () => window.show());
  window.loadFile(join(import.meta.dirname, 'index.html'));
});
app.on('window-all-closed', () => app.quit());
