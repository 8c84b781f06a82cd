import { type FileHandle, open } from 'node:fs/promises';
import { getDocument, PDFDataRangeTransport } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { PdfThread } from './PdfThread.ts';

/** Where a PDF's first and last words may be, in bytes from its ends. */
const EDGE = 1024;
const PIECE = 256 * 1024;
const MOST_PAGES = 5000;
const SECONDS = 60;

async function readAt(handle: FileHandle, start: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, start);
  return buffer.subarray(0, bytesRead);
}

/** Gives the reader the parts of the file that it asks for, so that the file is never whole in memory. */
class FileParts extends PDFDataRangeTransport {
  readonly #handle: FileHandle;
  readonly #fail: (error: unknown) => void;

  constructor(handle: FileHandle, size: number, head: Uint8Array, fail: (error: unknown) => void) {
    super(size, head, false);
    this.#handle = handle;
    this.#fail = fail;
  }

  override requestDataRange(begin: number, end: number): void {
    readAt(this.#handle, begin, end - begin).then(
      (bytes) => this.onDataRange(begin, Uint8Array.from(bytes)),
      this.#fail,
    );
  }
}

function refusalOf(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof RefusedError) return error;
  if (error.name === 'PasswordException')
    return new RefusedError('wrong-file', 'the PDF asks for a password');
  const known = ['InvalidPDFException', 'FormatError', 'UnknownErrorException', 'XRefParseException'];
  return known.includes(error.name) ? new RefusedError('wrong-file', 'the PDF is damaged') : error;
}

async function countPages(handle: FileHandle, size: number, signal: AbortSignal): Promise<number> {
  const head = await readAt(handle, 0, PIECE);
  signal.throwIfAborted();
  const stop = Promise.withResolvers<never>();
  const late = setTimeout(
    () => stop.reject(new RefusedError('wrong-file', 'the PDF is damaged')),
    SECONDS * 1000,
  );
  const aborted = () => stop.reject(signal.reason);
  signal.addEventListener('abort', aborted, { once: true });
  const thread = new PdfThread(stop.reject);
  const task = getDocument({
    worker: thread.worker,
    range: new FileParts(handle, size, Uint8Array.from(head), stop.reject),
    rangeChunkSize: PIECE,
    disableStream: true,
    disableAutoFetch: true,
    verbosity: 0,
    useSystemFonts: false,
    stopAtErrors: true,
  });
  try {
    const document = await Promise.race([task.promise, stop.promise]);
    await Promise.race([document.getPage(document.numPages), stop.promise]);
    return document.numPages;
  } catch (error) {
    throw refusalOf(error);
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', aborted);
    await thread.close();
  }
}

/**
 * The number of a PDF's pages. Throws `RefusedError` wrong-file where it is none, damaged or asks for a password,
 * cut-short where its end is missing.
 */
export async function checkSlides(path: string, signal: AbortSignal): Promise<number> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const head = (await readAt(handle, 0, EDGE)).toString('latin1');
    if (!head.includes('%PDF-')) throw new RefusedError('wrong-file', 'it is no PDF');
    const tail = (await readAt(handle, Math.max(0, size - 2 * EDGE), 2 * EDGE)).toString('latin1');
    if (!tail.includes('%%EOF')) throw new RefusedError('cut-short', 'the end of the PDF is not in it');
    const pages = await countPages(handle, size, signal);
    if (pages < 1) throw new RefusedError('wrong-file', 'the PDF has no pages');
    if (pages > MOST_PAGES) throw new RefusedError('too-large', `${pages} pages`);
    return pages;
  } finally {
    await handle.close();
  }
}
