import type { ImportJob, ImportReading } from './importWire.ts';

/** Reads an import off the window's thread. Aborting ends the worker at once; the promise then rejects. */
export function readInWorker(job: ImportJob, signal: AbortSignal): Promise<ImportReading> {
  const worker = new Worker(new URL('./importWorker.ts', import.meta.url), { type: 'module' });
  return new Promise<ImportReading>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    worker.onmessage = ({ data }: MessageEvent<ImportReading>) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(job);
  }).finally(() => worker.terminate());
}
