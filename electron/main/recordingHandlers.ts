import type { downloadRequests } from '#shared/contracts/ipcDownloads.ts';
import type { IpcHandlers } from '../ipc/registerRequests.ts';
import { placeIn } from '../recordings/space/moveTarget.ts';
import { chooseFolder } from '../workspace/chooseFolder.ts';
import type { Services } from './services.ts';

type Name = keyof typeof downloadRequests | 'media.allow' | 'media.hints';

/** What is stored, downloaded and played. */
export function recordingHandlers(services: Services): Pick<IpcHandlers, Name> {
  const { downloader, grants, space, folderMove, held, cache } = services;
  return {
    'downloads.list': async ({ hub }) => [...(await downloader.list(hub))],
    'downloads.order': async () => ({ order: downloader.order() }),
    'downloads.start': async ({ refs, names }) => {
      await downloader.start(refs, names);
      return {};
    },
    'downloads.pause': async ({ which }) => {
      await downloader.pause(which);
      return {};
    },
    'downloads.resume': async ({ which }) => {
      await downloader.resume(which);
      return {};
    },
    'downloads.stop': async ({ which }) => {
      await downloader.stop(which);
      return {};
    },
    'downloads.move': async ({ which, before }) => {
      await downloader.move(which, before);
      return {};
    },
    'downloads.remove': async ({ which }) => {
      await downloader.remove((ref) =>
        which.some((one) => ref.hub === one.hub && ref.rendition.id === one.renditionId),
      );
      return {};
    },
    'downloads.settings': async () => downloader.settings(),
    'downloads.set': (over) => downloader.set(over),
    'downloads.forget': async ({ hub, recordingId }) => {
      await grants.forget(hub, recordingId);
      return {};
    },
    'downloads.held': (at) => held.ask(at),
    'space.keep': async ({ which, kept }) => {
      await space.keep(which, kept);
      return {};
    },
    'space.read': () => space.read(),
    'space.set': (over) => space.set(over),
    'space.move': async () => {
      const chosen = await chooseFolder();
      if (chosen === null) return { moved: false };
      await folderMove.move(await placeIn(chosen));
      // Recordings may have been there before.
      for (const rendition of await cache.list()) downloader.heard(rendition);
      return { moved: true };
    },
    'media.allow': async ({ hub, grants: granted, photos }) => {
      await grants.allow(hub, granted, photos);
      return {};
    },
    'media.hints': async ({ hub, hints }) => {
      await space.hint(hub, hints);
      return {};
    },
  };
}
