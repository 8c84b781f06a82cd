import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Bridge } from '#shared/contracts/ipc.ts';
import {
  type IpcNoticeName,
  ipcChannels,
  ipcNoticeNames,
  ipcRequestNames,
} from '#shared/contracts/ipcNames.ts';

type Listener = (notice: unknown) => void;
const listeners = new Map<IpcNoticeName, Set<Listener>>();

ipcRenderer.on(ipcChannels.notice, (_event, name: IpcNoticeName, notice: unknown) => {
  for (const listener of listeners.get(name) ?? []) listener(notice);
});

const bridge: Bridge = {
  ask: (name, request) => {
    if (!ipcRequestNames.includes(name)) return Promise.reject(new Error('no such request'));
    return ipcRenderer.invoke(ipcChannels.ask, name, request);
  },
  listen: (name, listener) => {
    if (!ipcNoticeNames.includes(name)) throw new Error('no such notice');
    const ofName = listeners.get(name) ?? new Set();
    // The same function may listen twice, each time with an end of its own.
    const own: Listener = (notice) => listener(notice);
    listeners.set(name, ofName.add(own));
    ipcRenderer.send(ipcChannels.listening, name);
    return () => {
      ofName.delete(own);
    };
  },
  // A File that the page made itself has no path; one of the disk gives it to the preload alone.
  takeFile: (file) => {
    const path = webUtils.getPathForFile(file);
    return path === '' ? Promise.resolve(null) : ipcRenderer.invoke(ipcChannels.file, path);
  },
};

contextBridge.exposeInMainWorld('lectern', bridge);
