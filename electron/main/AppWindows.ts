import type { BrowserWindow } from 'electron';
import type { JsonFile } from '../files/JsonFile.ts';
import type { Log } from '../files/Log.ts';
import type { Notices } from '../ipc/Notices.ts';
import { appWindows } from '../live/stageWindows.ts';
import { openWindow } from '../workspace/openWindow.ts';
import type { Remembered } from '../workspace/windowBounds.ts';

/** How far a further window stands from the one before, in pixels of the screen. */
const STEP = 32;

type Options = {
  readonly bounds: JsonFile<Remembered>;
  readonly log: Log;
  readonly notices: Pick<Notices, 'attach'>;
};

/** The windows of this profile. */
export class AppWindows {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async open(): Promise<void> {
    const { bounds, log, notices } = this.#options;
    const before = this.#front();
    const window = await openWindow({ bounds, log, route: '/' });
    notices.attach(window.webContents);
    if (!before) return;
    const [x = 0, y = 0] = before.getPosition();
    window.setPosition(x + STEP, y + STEP);
  }

  /** Brings a window to the front; opens one where there is none. */
  async show(): Promise<void> {
    const window = this.#front();
    if (!window) return this.open();
    if (window.isMinimized()) window.restore();
    window.focus();
  }

  /** Loads every page anew, each at its route. */
  reload(): void {
    for (const window of appWindows()) window.webContents.reloadIgnoringCache();
  }

  #front(): BrowserWindow | undefined {
    const all = appWindows();
    return all.find((window) => window.isFocused()) ?? all[0];
  }
}
