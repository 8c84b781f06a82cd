import { RefusedError } from '#shared/contracts/refusals.ts';
import type { JournalOwner } from '#shared/sync/journal.ts';
import { identifyHub } from '../hub/probeHub.ts';
import type { IpcHandlers } from '../ipc/registerRequests.ts';
import type { Screens } from '../live/Screens.ts';
import { joinHub } from '../people/joinHub.ts';
import { leaveHub } from '../people/leaveHub.ts';
import { fetchSource } from '../program/fetchSource.ts';
import { liveHandlers } from './liveHandlers.ts';
import { packHandlers } from './packHandlers.ts';
import { recordingHandlers } from './recordingHandlers.ts';
import type { Services } from './services.ts';
import { uploadHandlers } from './uploadHandlers.ts';

type Around = {
  readonly screens: Screens;
  readonly onJoined: () => void;
  readonly diagnostics: () => Promise<string>;
};

/** Which service answers which request. */
export function handlersOf(services: Services, { screens, onJoined, diagnostics }: Around): IpcHandlers {
  const { client, pins, registry, tokens, downloader, uploader, journals } = services;
  return {
    'hubs.list': async () => [...registry.list()],
    'hubs.join': async ({ link, name }) => {
      const { hub } = await joinHub(services, link, name);
      onJoined();
      return hub;
    },
    'hubs.probe': async ({ address }) => {
      const { fingerprint, name } = await identifyHub(client, address, pins.pinAt(address));
      return { fingerprint, name, joined: registry.get(fingerprint) !== undefined };
    },
    'hubs.leave': async ({ hub }) => {
      await uploader.forget(hub);
      await leaveHub(services, hub);
      onJoined();
      return {};
    },
    'hubs.accessToken': async ({ hub, renew }) => {
      const access = await tokens.access(hub, renew);
      downloader.hubReached(hub);
      uploader.hubReached(hub);
      return access;
    },
    ...recordingHandlers(services),
    ...uploadHandlers(services),
    ...packHandlers(services, onJoined),
    ...liveHandlers(screens),
    'journal.append': async ({ hub, accountId, entries }) => ({
      last: await journals.append(ownerOf(registry, { hub, accountId }), entries),
    }),
    'journal.read': ({ hub, accountId, after }) =>
      journals.read(ownerOf(registry, { hub, accountId }), after),
    'imports.fetch': ({ url }) => fetchSource(url),
    'app.diagnostics': async () => ({ text: await diagnostics() }),
  };
}

/** A journal is of an account of this profile and of nobody else. */
function ownerOf(registry: Services['registry'], owner: JournalOwner): JournalOwner {
  if (registry.getOrThrow(owner.hub).account.id !== owner.accountId) {
    throw new RefusedError('not-allowed', 'the journal of another account');
  }
  return owner;
}
