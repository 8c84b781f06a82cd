import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { run } from './run.mjs';

/** Has Electron draw what a job names: `states` into PNGs, all slides into `pdf` where there is one. */
export async function runCapture(job, folder) {
  const file = path.join(folder, 'job.json');
  await writeFile(file, JSON.stringify(job));
  const electron = createRequire(import.meta.url)('electron');
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const command = [electron, ...root, path.join(import.meta.dirname, 'capture'), file];
  if (process.env.DISPLAY === undefined && process.platform === 'linux') command.unshift('xvfb-run', '-a');
  await run(command[0], command.slice(1));
}
