import { useMemo } from 'react';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { downloads } from '../recordings/downloads.ts';
import { useDownloadStates } from '../recordings/useDownloadStates.ts';
import { useRows } from '../sync/useRows.ts';
import type { WorkshopEntry } from '../sync/useWorkshops.ts';
import { type ExportItem, exportItems } from './exportItems.ts';

/** The recordings of the workshop in scope as they can be packed now; `undefined` while loading. */
export function useExportItems({ hub }: WorkshopEntry): readonly ExportItem[] | undefined {
  const recordings = useRows('recording');
  const contents = useRows('recordingContents');
  const talks = useRows('talk');
  const sessions = useRows('session');
  // Drawn again whenever a download moves.
  useDownloadStates([]);
  const titles = useMemo(
    () => new Map([...(talks ?? []), ...(sessions ?? [])].map((row) => [row.id, row.data.title])),
    [talks, sessions],
  );
  if (!recordings || !contents || !talks || !sessions) return undefined;
  const stateOf = (ref: RenditionRef) => downloads.get(ref) ?? ({ state: 'absent' } as const);
  return exportItems({ hub: hub.fingerprint, recordings, contents, titles, stateOf });
}
