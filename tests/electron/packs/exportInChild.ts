import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { headOf } from '#electron/packs/planExport.ts';
import { writePack } from '#electron/packs/writePack.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { PACK_FORMAT } from '#shared/packs/pack.ts';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { SampleHub } from './SampleHub.ts';

/**
 * A process of its own that packs one recording of so many MiB, whose chunks end after the given number, and may
 * be limited in how long its files are. It says how that ended and how many bytes were written.
 */
const [, , folder = '', mib = '', last = ''] = process.argv;
const hub = new SampleHub();
const { recordingId, title, signed } = hub.addRecording('A sample talk', 9);
const size = Number(mib) * CHUNK_SIZE;
const manifest = {
  ...signed.manifest,
  size,
  chunks: Array.from({ length: Number(mib) }, () => 'a'.repeat(64)),
};
const chunk = async (index: number, memory: Buffer): Promise<Uint8Array> => {
  if (index >= Number(last)) throw new RefusedError('damaged', 'the end of the test');
  return memory.fill(index);
};
const plan = { renditions: [{ signed, manifest, chunk, recordingId, title }], blobs: [], lacks: [] };
const lines = hub.lines();
const snapshotPath = join(folder, 'lines');
await writeFile(snapshotPath, lines);
let written = 0;
try {
  await writePack({
    path: join(folder, 'sample.lectern'),
    aside: join(folder, 'sample.lectern.tmp'),
    head: headOf(hub.about(), hub.sign(lines), plan, PACK_FORMAT),
    snapshotPath,
    plan,
    sources: hub.sources(),
    signal: new AbortController().signal,
    onBytes: (bytes) => {
      written += bytes;
    },
  });
  process.stdout.write(JSON.stringify({ reason: null, written }));
} catch (error) {
  const reason = error instanceof RefusedError ? error.reason : String(error);
  process.stdout.write(JSON.stringify({ reason, written }));
}
