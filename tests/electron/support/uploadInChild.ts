import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPeople } from './people.ts';
import { openUploader } from './uploads.ts';

/**
 * A process of its own that takes up the uploads of a profile folder, to be killed; after `midway` it kills itself as
 * soon as more of one is kept: nobody else could be sure to come in time.
 */
const [, , folder = '', when] = process.argv;
const kept = (): number => {
  const [upload] = JSON.parse(readFileSync(join(folder, 'uploads.json'), 'utf8')) as { kept: number }[];
  if (!upload) throw new Error('the upload was over before');
  return upload.kept;
};

const before = when === 'midway' ? kept() : 0;
const look = (): void => {
  if (kept() > before) process.kill(process.pid, 'SIGKILL');
  setImmediate(look);
};
await openUploader(await openPeople(folder), folder);
if (when === 'midway') look();
