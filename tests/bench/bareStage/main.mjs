import { app, BrowserWindow } from 'electron';

const address = process.argv.find((a) => a.startsWith('--page='))?.slice('--page='.length);

app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, show: true });
  window.loadURL(address);
});
app.on('window-all-closed', () => app.quit());
