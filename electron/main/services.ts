import { hostname } from 'node:os';
import { join } from 'node:path';
import type { IpcNotice } from '#shared/contracts/ipc.ts';
import type { Log } from '../files/Log.ts';
import { removeLeftovers } from '../files/removeLeftovers.ts';
import { HubClient } from '../hub/hubClient.ts';
import { PinTable } from '../hub/PinTable.ts';
import { openPackService } from '../packs/openPackService.ts';
import type { Packs } from '../packs/Packs.ts';
import { HubRegistry } from '../people/HubRegistry.ts';
import type { JoinParts } from '../people/joinHub.ts';
import { Secrets, type Vault } from '../people/Secrets.ts';
import { Tokens } from '../people/Tokens.ts';
import { HubMedia } from '../recordings/HubMedia.ts';
import { openRecordings, type Recordings } from '../recordings/openRecordings.ts';
import { gatherAppended } from '../sync/gatherAppended.ts';
import { Journals } from '../sync/Journals.ts';
import { ChosenFiles } from '../uploads/ChosenFiles.ts';
import { Uploader } from '../uploads/Uploader.ts';

export type Services = JoinParts &
  Omit<Recordings, 'closeRecordings'> & {
    readonly pins: PinTable;
    readonly journals: Journals;
    readonly files: ChosenFiles;
    readonly uploader: Uploader;
    readonly packs: Packs;
    readonly close: () => Promise<void>;
  };

type Options = {
  readonly profile: string;
  readonly vault: Vault | null;
  readonly log: Log;
  readonly onDownload: (notice: IpcNotice<'downloads.changed'>, workshop: string | null) => void;
  readonly onOrder: (notice: IpcNotice<'downloads.ordered'>) => void;
  readonly onHeld: (notice: IpcNotice<'downloads.held'>) => void;
  readonly onSpace: () => void;
  readonly onUpload: (notice: IpcNotice<'uploads.changed'>) => void;
  readonly onPack: (work: IpcNotice<'packs.changed'>) => void;
  readonly onJournal: (notice: IpcNotice<'journal.appended'>) => void;
};

/** Everything main owns, opened in its order; none of it knows Electron (design rule D2). */
export async function openServices(options: Options): Promise<Services> {
  const { profile, vault, log, onDownload, onJournal, onUpload, onPack } = options;
  const folder = join(profile, 'recordings');
  await removeLeftovers(profile, { recursive: false });
  await removeLeftovers(folder, { recursive: true });
  const registry = await HubRegistry.open(profile, log);
  const pins = new PinTable(() => registry.joined());
  const client = new HubClient({ pins, patience: 15_000 });
  const secrets = await Secrets.open(profile, vault, log);
  const tokens = new Tokens({ client, registry, secrets, clock: Date.now });
  const hubMedia = new HubMedia({ client, registry, tokens, stall: 20_000 });
  const { closeRecordings, ...recordings } = await openRecordings({ ...options, folder, media: hubMedia });
  const journals = new Journals({
    folder: join(profile, 'journal'),
    log,
    clock: Date.now,
    onAppended: gatherAppended(onJournal),
  });
  const files = new ChosenFiles();
  const uploader = await Uploader.open({
    folder: profile,
    client,
    registry,
    tokens,
    files,
    log,
    stall: 30_000,
    atOnce: 2,
    retry: { first: 1000, slowest: 30_000 },
    onChange: onUpload,
  });
  const packs = await openPackService({
    folder: join(profile, 'packs'),
    ...{ client, registry, tokens, ...recordings, files, log, downloads: recordings.downloader },
    onTaken: ({ ref, download }) => onDownload({ ref, download }, null),
    onChange: onPack,
  });
  return {
    client,
    pins,
    registry,
    secrets,
    tokens,
    deviceLabel: hostname(),
    ...recordings,
    journals,
    files,
    uploader,
    packs,
    close: async () => {
      await packs.close();
      await uploader.close();
      await journals.close();
      await closeRecordings();
    },
  };
}
