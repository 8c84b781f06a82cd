import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge } from '#shared/contracts/ipc.ts';
import { ipcChannels, ipcNoticeNames, ipcRequestNames } from '#shared/contracts/ipcNames.ts';

const bridge: Bridge = {
  ask: (name, request) => {
    if (!ipcRequestNames.includes(name)) return Promise.reject(new Error('no such request'));
    return ipcRenderer.invoke(ipcChannels.ask, name, request);
  },
  listen: (name, listener) => {
    if (!ipcNoticeNames.includes(name)) throw new Error('no such notice');
    const onNotice = (_event: unknown, said: unknown, notice: unknown): void => {
      if (said === name) listener(notice);
    };
    ipcRenderer.on(ipcChannels.notice, onNotice);
    ipcRenderer.send(ipcChannels.listening, name);
    return () => {
      ipcRenderer.removeListener(ipcChannels.notice, onNotice);
    };
  },
};

contextBridge.exposeInMainWorld('lectern', bridge);
