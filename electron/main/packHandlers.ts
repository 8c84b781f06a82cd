import type { packRequests } from '#shared/contracts/ipcPacks.ts';
import type { IpcHandlers } from '../ipc/registerRequests.ts';
import { choosePackTarget } from '../packs/choosePackTarget.ts';
import { leaveHub } from '../people/leaveHub.ts';
import type { Services } from './services.ts';

/** Workshops as one file. `onHubs`: the hubs are others than before, and the window is to be loaded again. */
export function packHandlers(
  services: Services,
  onHubs: () => void,
): Pick<IpcHandlers, keyof typeof packRequests> {
  const { packs } = services;
  return {
    'packs.export': async (asked) => {
      const path = await choosePackTarget(asked.slug);
      return path === null ? null : packs.export(asked, path);
    },
    'packs.inspect': ({ token }) => packs.inspect(token),
    'packs.open': async ({ token, trust }) => {
      const { work, changed } = await packs.open(token, trust);
      if (changed) onHubs();
      return work;
    },
    'packs.stop': async ({ packId }) => {
      await packs.stop(packId);
      return {};
    },
    'packs.dismiss': async ({ packId }) => {
      await packs.dismiss(packId);
      return {};
    },
    'packs.list': async () => [...packs.list()],
    'packs.rows': (asked) => packs.rows(asked),
    'packs.remove': async (at) => {
      if ((await packs.remove(at)).left) await leaveHub(services, at.hub);
      onHubs();
      return {};
    },
  };
}
