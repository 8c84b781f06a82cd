import { clipboard, Menu, type MenuItemConstructorOptions } from 'electron';
import { words } from './words.ts';

type Acts = {
  readonly diagnostics: () => Promise<string>;
  readonly newWindow: () => void;
  readonly openPack: () => void;
};

/** The application's menu; Electron names the roles in the system's language. */
export function setMenu({ diagnostics, newWindow, openPack }: Acts): void {
  const isMac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      role: 'fileMenu',
      submenu: [
        { label: words.newWindow, accelerator: 'CmdOrCtrl+Shift+N', click: () => newWindow() },
        { label: words.openPack, accelerator: 'CmdOrCtrl+O', click: () => openPack() },
        { role: 'close' },
        ...(isMac ? [] : [{ type: 'separator' } as const, { role: 'quit' } as const]),
      ],
    },
    { role: 'editMenu' },
    {
      role: 'viewMenu',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn', accelerator: 'CmdOrCtrl+=' },
        { role: 'zoomIn', visible: false, accelerator: 'CmdOrCtrl+Plus' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        {
          label: words.copyDiagnostics,
          click: async () => clipboard.writeText(await diagnostics()),
        },
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
