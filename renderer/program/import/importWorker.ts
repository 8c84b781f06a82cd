import type { ImportJob } from './importWire.ts';
import { readJob } from './readJob.ts';

self.onmessage = async ({ data }: MessageEvent<ImportJob>) => {
  self.postMessage(await readJob(data));
};
