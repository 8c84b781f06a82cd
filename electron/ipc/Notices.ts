import { ipcMain, type WebContents } from 'electron';
import type { IpcNotice, IpcNoticeName } from '#shared/contracts/ipc.ts';
import { ipcChannels } from '#shared/contracts/ipcNames.ts';
import { isOwnPage } from '../security/permissions.ts';
import { NoticeBuffer } from './NoticeBuffer.ts';
import { isOwnSender } from './registerRequests.ts';

/** What main says to the window; what concerns a link waits until the page listens. */
export class Notices {
  readonly #buffer = new NoticeBuffer();
  #window: WebContents | null = null;

  constructor() {
    ipcMain.on(ipcChannels.listening, (event, name: unknown) => {
      if (!isOwnSender(event) || event.sender !== this.#window) return;
      for (const notice of this.#buffer.listens(name)) this.#window.send(ipcChannels.notice, name, notice);
    });
  }

  attach(window: WebContents): void {
    this.#window = window;
    this.#buffer.reset();
    window.on('did-start-navigation', (details) => {
      // A foreign address is denied after this event, and the page that listens stays.
      if (details.isMainFrame && !details.isSameDocument && isOwnPage(details.url)) this.#buffer.reset();
    });
    window.once('destroyed', () => {
      if (this.#window === window) this.#window = null;
    });
  }

  say<N extends IpcNoticeName>(name: N, notice: IpcNotice<N>): void {
    if (!this.#buffer.mayPass(name, notice)) return;
    this.#window?.send(ipcChannels.notice, name, notice);
  }
}
