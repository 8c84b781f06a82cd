import { clipboard, Menu, type MenuItemConstructorOptions } from 'electron';
import { words } from './words.ts';

/** The application's menu; Electron names the roles in the system's language. */
export function setMenu(diagnostics: () => Promise<string>): void {
  const isMac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { role: 'fileMenu' },
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
