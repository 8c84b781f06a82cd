import { basename } from 'node:path';
import { type DownloadItem, session } from 'electron';
import type { IpcNotice } from '#shared/contracts/ipc.ts';
import type { Log } from '../files/Log.ts';
import { mayDownload } from './permissions.ts';

type Options = {
  readonly log: Log;
  readonly onEnd: (notice: IpcNotice<'file.saved'>) => void;
};

const ends = { completed: 'saved', cancelled: 'cancelled', interrupted: 'failed' } as const;

/**
 * Design rule D1: our own page may save a file that it made itself, where the person says in the system's
 * dialog; nothing else is ever saved. Call when the app is ready.
 */
export function guardDownloads({ log, onEnd }: Options): void {
  session.defaultSession.on('will-download', (event, item: DownloadItem, contents) => {
    const url = item.getURL();
    if (!mayDownload(url, contents?.getURL() ?? '')) {
      log.warn('a download was refused');
      event.preventDefault();
      return;
    }
    item.once('done', (_done, state) => {
      onEnd({ url, name: basename(item.getSavePath() || item.getFilename()), how: ends[state] });
    });
  });
}
