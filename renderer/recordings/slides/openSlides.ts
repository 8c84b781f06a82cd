import { getDocument, type PDFDocumentProxy, PDFWorker } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { mediaBytes } from '../../hub/http.ts';

export type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** Why slides cannot be shown: not here and the hub not there, or no PDF that can be read. */
export type SlidesTrouble = 'missing' | 'damaged';

export class SlidesError extends Error {
  override readonly name = 'SlidesError';
  readonly trouble: SlidesTrouble;

  constructor(trouble: SlidesTrouble, cause: unknown) {
    super(`slides: ${trouble}`, { cause });
    this.trouble = trouble;
  }
}

export type OpenSlides = { readonly pdf: PDFDocumentProxy; readonly close: () => void };

/**
 * Reads a PDF at an address of ours, in a worker of its own: nothing in it is run, and nothing is fetched for it.
 * Rejects with SlidesError, and with AbortError once `signal` is aborted.
 */
export async function openSlides(url: string, signal: AbortSignal): Promise<OpenSlides> {
  const data = await fetchSlides(url, signal);
  const port = new Worker(new URL('pdfjs-dist/legacy/build/pdf.worker.min.mjs', import.meta.url), {
    type: 'module',
    name: 'slides',
  });
  const worker = PDFWorker.create({ port });
  const loading = getDocument({ data, worker, useWasm: false, useWorkerFetch: false, enableXfa: false });
  const close = () => {
    const ended = () => {
      worker.destroy();
      port.terminate();
    };
    loading.destroy().then(ended, ended);
  };
  try {
    const pdf = await loading.promise;
    signal.throwIfAborted();
    return { pdf, close };
  } catch (error) {
    close();
    if (signal.aborted) throw error;
    throw new SlidesError('damaged', error);
  }
}

async function fetchSlides(url: string, signal: AbortSignal): Promise<ArrayBuffer> {
  try {
    return await mediaBytes(url, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    throw new SlidesError('missing', error);
  }
}
