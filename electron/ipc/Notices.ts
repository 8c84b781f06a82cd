import { ipcMain, type WebContents } from 'electron';
import type { IpcNotice, IpcNoticeName } from '#shared/contracts/ipc.ts';
import { ipcChannels } from '#shared/contracts/ipcNames.ts';
import { isOwnPage } from '../security/permissions.ts';
import { NoticeBuffer } from './NoticeBuffer.ts';
import { isOwnSender } from './registerRequests.ts';

/**
 * What main says to the windows: to all of them, but what concerns a link only to the one in front, where it
 * waits until the page listens.
 */
export class Notices {
  readonly #windows = new Map<WebContents, NoticeBuffer>();
  /** What was said while no window was open. */
  #unsaid = new NoticeBuffer();

  constructor() {
    ipcMain.on(ipcChannels.listening, (event, name: unknown) => {
      const buffer = this.#windows.get(event.sender);
      if (!buffer || !isOwnSender(event)) return;
      const { sender } = event;
      for (const notice of [...this.#unsaid.taken(name), ...buffer.listens(name)]) {
        sender.send(ipcChannels.notice, name, notice);
      }
    });
  }

  attach(window: WebContents): void {
    const buffer = new NoticeBuffer();
    this.#windows.set(window, buffer);
    window.on('did-start-navigation', (details) => {
      // A foreign address is denied after this event, and the page that listens stays.
      if (details.isMainFrame && !details.isSameDocument && isOwnPage(details.url)) buffer.reset();
    });
    window.once('destroyed', () => this.#windows.delete(window));
  }

  say<N extends IpcNoticeName>(name: N, notice: IpcNotice<N>): void {
    if (!NoticeBuffer.isForOne(name)) {
      for (const [window, buffer] of this.#windows) {
        if (buffer.mayPass(name, notice)) window.send(ipcChannels.notice, name, notice);
      }
      return;
    }
    const front = [...this.#windows.keys()];
    const window = front.find((one) => one.isFocused()) ?? front[0];
    const buffer = window ? this.#windows.get(window) : undefined;
    if (!window || !buffer) this.#unsaid.mayPass(name, notice);
    else if (buffer.mayPass(name, notice)) window.send(ipcChannels.notice, name, notice);
  }
}
