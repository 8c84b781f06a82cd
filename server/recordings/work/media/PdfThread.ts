import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { HeapInfo } from 'node:v8';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { PDFWorker } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { RefusedError } from '#shared/contracts/refusals.ts';

const MIB = 1024 ** 2;
/** Objects that the thread may hold, in MiB; a page of slides takes one or two. */
const MOST_OBJECTS = 512;
/** Bytes of unpacked parts of the file that it may hold. */
const MOST_UNPACKED = 1024 * MIB;
/** How often that is looked at, in ms. */
const LOOK = 100;

const run = `const { workerData: { reader, port } } = require('node:worker_threads');
import(reader).then(({ WorkerMessageHandler }) => WorkerMessageHandler.initializeFromPort(port));`;

/**
 * A reader of PDF in a thread of its own: a small file can name more than any memory holds, or work without an
 * end, and then it is the thread that ends, and not the hub.
 */
export class PdfThread {
  /** What `getDocument` takes. */
  readonly worker: PDFWorker;
  readonly #thread: Worker;
  readonly #port: MessagePort;
  readonly #watch: NodeJS.Timeout;

  /** `ended` is called with a `RefusedError` wrong-file where the file takes more memory than there is for it. */
  constructor(ended: (error: unknown) => void) {
    const { port1, port2 } = new MessageChannel();
    const reader = createRequire(import.meta.url).resolve('pdfjs-dist/legacy/build/pdf.worker.mjs');
    this.#port = port1;
    this.#thread = new Worker(run, {
      eval: true,
      workerData: { reader: pathToFileURL(reader).href, port: port2 },
      transferList: [port2],
      resourceLimits: { maxOldGenerationSizeMb: MOST_OBJECTS },
    });
    const tooMuch = () => ended(new RefusedError('wrong-file', 'the PDF takes too much memory to be read'));
    this.#thread.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch() : ended(error),
    );
    const look = ({ external_memory: unpacked }: HeapInfo) => unpacked > MOST_UNPACKED && tooMuch();
    // One that is not running says why by itself.
    this.#watch = setInterval(() => void this.#thread.getHeapStatistics().then(look, () => false), LOOK);
    // It is the port that pdf.js speaks to; its types know the browser's alone.
    this.worker = new PDFWorker({ port: port1 as unknown as null });
  }

  /** Ends the thread, whatever it is at. */
  async close(): Promise<void> {
    clearInterval(this.#watch);
    this.worker.destroy();
    this.#port.close();
    await this.#thread.terminate();
  }
}
