import { Notification } from 'electron';
import { words } from './words.ts';

type Finished = { readonly workshop: string | null; readonly count: number; readonly onClick: () => void };

/** The system's word that all that was wanted of a workshop is here. */
export function notifyFinished({ workshop, count, onClick }: Finished): void {
  if (!Notification.isSupported()) return;
  const body = words.downloadsDone(count);
  const notification = new Notification({ title: workshop ?? words.downloadsDoneTitle, body, silent: true });
  notification.on('click', onClick);
  notification.show();
}
