import type { IpcHandlers } from '../ipc/registerRequests.ts';
import { joinHub } from '../people/joinHub.ts';
import type { Services } from './services.ts';

type Around = { readonly onJoined: () => void; readonly diagnostics: () => Promise<string> };

/** Which service answers which request. */
export function handlersOf(services: Services, { onJoined, diagnostics }: Around): IpcHandlers {
  const { registry, tokens, downloader, grants } = services;
  return {
    'hubs.list': async () => [...registry.list()],
    'hubs.join': async ({ link, name }) => {
      const { hub } = await joinHub(services, link, name);
      onJoined();
      return hub;
    },
    'hubs.accessToken': async ({ hub, renew }) => {
      const access = await tokens.access(hub, renew);
      downloader.hubReached(hub);
      return access;
    },
    'downloads.list': async ({ hub }) => [...(await downloader.list(hub))],
    'downloads.start': async (ref) => {
      await downloader.start(ref);
      return {};
    },
    'downloads.stop': async ({ hub, renditionId }) => {
      await downloader.stop(hub, renditionId);
      return {};
    },
    'downloads.remove': async ({ hub, renditionId }) => {
      await downloader.remove((ref) => ref.hub === hub && ref.rendition.id === renditionId);
      return {};
    },
    'downloads.forget': async ({ hub, recordingId }) => {
      await grants.forget(hub, recordingId);
      return {};
    },
    'media.allow': async ({ hub, grants: held }) => {
      await grants.allow(hub, held);
      return {};
    },
    'app.diagnostics': async () => ({ text: await diagnostics() }),
  };
}
