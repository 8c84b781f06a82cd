/**
 * The names of the wire between window and main, apart from their schemas, so that the sandboxed
 * preload can check a name without carrying a parser.
 */
export const ipcRequestNames = [
  'hubs.list',
  'hubs.join',
  'hubs.probe',
  'hubs.leave',
  'hubs.accessToken',
  'downloads.list',
  'downloads.order',
  'downloads.start',
  'downloads.pause',
  'downloads.resume',
  'downloads.stop',
  'downloads.move',
  'downloads.remove',
  'downloads.settings',
  'downloads.set',
  'downloads.forget',
  'downloads.held',
  'space.keep',
  'space.read',
  'space.set',
  'space.move',
  'files.choose',
  'uploads.list',
  'uploads.start',
  'uploads.pause',
  'uploads.resume',
  'uploads.cancel',
  'packs.export',
  'packs.inspect',
  'packs.open',
  'packs.stop',
  'packs.dismiss',
  'packs.list',
  'packs.rows',
  'packs.remove',
  'media.allow',
  'media.hints',
  'journal.append',
  'journal.read',
  'imports.fetch',
  'screens.list',
  'screens.choose',
  'stageWindow.keepOnTop',
  'app.diagnostics',
] as const;

export const ipcNoticeNames = [
  'downloads.changed',
  'downloads.ordered',
  'downloads.held',
  'space.changed',
  'uploads.changed',
  'packs.changed',
  'packs.offered',
  'journal.appended',
  'file.saved',
  'power.resumed',
  'link.opened',
  'link.invite',
  'link.refused',
] as const;

export type IpcRequestName = (typeof ipcRequestNames)[number];
export type IpcNoticeName = (typeof ipcNoticeNames)[number];

/** Electron's own channels beneath the names. */
export const ipcChannels = {
  ask: 'lectern:ask',
  notice: 'lectern:notice',
  listening: 'lectern:listening',
  file: 'lectern:file',
};
