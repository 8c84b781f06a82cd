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
  'downloads.start',
  'downloads.stop',
  'downloads.remove',
  'downloads.forget',
  'media.allow',
  'journal.append',
  'journal.read',
  'imports.fetch',
  'app.diagnostics',
] as const;

export const ipcNoticeNames = [
  'downloads.changed',
  'journal.appended',
  'file.saved',
  'link.opened',
  'link.invite',
  'link.refused',
] as const;

export type IpcRequestName = (typeof ipcRequestNames)[number];
export type IpcNoticeName = (typeof ipcNoticeNames)[number];

/** Electron's own channels beneath the names. */
export const ipcChannels = { ask: 'lectern:ask', notice: 'lectern:notice', listening: 'lectern:listening' };
