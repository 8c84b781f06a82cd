const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('bare', { append: (entry) => ipcRenderer.invoke('append', entry) });
