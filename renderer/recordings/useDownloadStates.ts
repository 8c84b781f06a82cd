import { useEffect, useState } from 'react';
import type { DownloadState, RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { downloads } from './downloads.ts';

/** Where each of these renditions stands on this computer, in their order; `null` is nowhere. */
export function useDownloadStates(refs: readonly (RenditionRef | null)[]): readonly DownloadState[] {
  const [, setRead] = useState(0);
  useEffect(() => downloads.subscribe(() => setRead((count) => count + 1)), []);
  return refs.map((ref) => (ref && downloads.get(ref)) ?? { state: 'absent' });
}
