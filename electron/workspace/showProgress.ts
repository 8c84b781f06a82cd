import { BrowserWindow } from 'electron';
import type { BarProgress } from './progress.ts';

/** On the dock or the taskbar, for every window. */
export function showProgress(progress: BarProgress): void {
  for (const window of BrowserWindow.getAllWindows()) {
    if (progress.mode === 'none') window.setProgressBar(-1);
    else window.setProgressBar(progress.part, { mode: progress.mode });
  }
}
