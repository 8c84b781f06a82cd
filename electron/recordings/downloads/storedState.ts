import type { DownloadState, RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import type { Rendition } from '../Rendition.ts';

type Stored = { readonly ref: RenditionRef; readonly bytes: number; readonly download: DownloadState };

/** Where a rendition stands that nobody wants to be downloaded now. */
export function storedState({ ref, file }: Pick<Rendition, 'ref' | 'file'>): Stored {
  const bytes = file.heldBytes();
  if (bytes === file.manifest.size) return { ref, bytes, download: { state: 'complete' } };
  return { ref, bytes, download: bytes === 0 ? { state: 'absent' } : { state: 'partial', bytes } };
}
