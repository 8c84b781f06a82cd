import type { SyncJob, SyncTook } from './SyncJob.ts';

/** Runs a worker once; `worst` is the longest that the window waited for a frame meanwhile, in ms. */
function run(script: string, job: SyncJob): Promise<SyncTook & { readonly worst: number }> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { type: 'module' });
    let worst = 0;
    let last = performance.now();
    let done = false;
    const frame = () => {
      const now = performance.now();
      worst = Math.max(worst, now - last);
      last = now;
      if (!done) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    worker.onmessage = ({ data }: MessageEvent<SyncTook>) => {
      done = true;
      worker.terminate();
      resolve({ ...data, worst });
    };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(job);
  });
}

Object.assign(window, { run });
