import { useEffect, useState } from 'react';
import type { DownloadSettings } from '#shared/contracts/ipcDownloads.ts';
import { ask } from '../../hub/ipc.ts';
import { useRecordingActs } from '../useRecordingActs.ts';

type SetSettings = (over: Partial<DownloadSettings>) => Promise<boolean>;

/** How is downloaded, and how to change it; `undefined` until main has said. `epoch`: asks anew when it changes. */
export function useDownloadSettings(epoch: unknown): readonly [DownloadSettings | undefined, SetSettings] {
  const [settings, setSettings] = useState<DownloadSettings>();
  const acts = useRecordingActs();
  const read = () =>
    ask('downloads.settings', {}).then(setSettings, (error: unknown) =>
      console.error('the settings of downloads could not be read', error),
    );
  // biome-ignore lint/correctness/useExhaustiveDependencies: `epoch` says when to ask again
  useEffect(() => {
    read();
  }, [epoch]);
  const set: SetSettings = async (over) => {
    const done = await acts.set(over);
    await read();
    return done;
  };
  return [settings, set];
}
