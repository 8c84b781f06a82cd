import type { IpcNotice } from '#shared/contracts/ipc.ts';
import { FolderMove } from './FolderMove.ts';
import { HeldNotices } from './HeldNotices.ts';
import { Space, type SpaceOptions } from './Space.ts';
import type { SpaceFiles, SpaceSettings } from './spaceFiles.ts';
import { UseLog } from './UseLog.ts';

type Options = Omit<SpaceOptions, 'clock' | 'moving'> & {
  readonly files: SpaceFiles;
  readonly settings: SpaceSettings;
  readonly onHeld: (notice: IpcNotice<'downloads.held'>) => void;
};

/** What rules over the room that recordings take, with what the profile remembers of it. */
export async function openSpace({ settings, onHeld, ...options }: Options) {
  const { cache, files, log, space: diskSpace, onChange } = options;
  const clock = Date.now;
  const space: Space = new Space(
    { ...options, clock, moving: () => folderMove.progress },
    { uses: await UseLog.open(files.uses, log), settings, hints: await files.hints.read() },
  );
  const folderMove: FolderMove = new FolderMove({
    cache,
    record: files.move,
    log,
    margin: () => space.margin,
    space: diskSpace,
    remember: (chosen) => space.moved(chosen),
    onProgress: onChange,
  });
  const held = new HeldNotices({ find: (at) => cache.find(at), clock, say: onHeld });
  return { space, folderMove, held };
}
