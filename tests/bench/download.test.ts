import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { httpBytes, httpPath } from '#shared/contracts/http.ts';
import { PROTOCOL, PROTOCOL_HEADER } from '#shared/contracts/protocol.ts';
import { launchApp } from '#tests/support/launchApp.ts';
import { describeFigure, measurePairs, recordFigure } from './figures.ts';
import { accessToken, download, removeDownload } from './support/download.ts';
import { startBigHub } from './support/startBigHub.ts';

const name = 'download';
const pairs = 16;
const run = promisify(execFile);

/** What earlier runs left to be written to the disk is written before the next is measured. */
const settleDisk = () => run('sync');

describeFigure(name, 'verified download', async () => {
  const { hub, ref, file } = await startBigHub();
  const folder = mkdtempSync(join(tmpdir(), 'lectern-bench-'));
  const { app, page } = await launchApp({ profile: join(folder, 'profile'), invite: hub.invites.attendee });
  afterAll(async () => {
    await app.close();
    await hub.stop();
    rmSync(folder, { recursive: true });
  });

  it('is set beside curl, tee and sha256sum from the same hub', async () => {
    await page
      .getByRole('link', { name: /MLHPCS/ })
      .first()
      .waitFor();
    const { size } = ref.rendition;
    const megabytesPerSecond = (ms: number) => size / 1e6 / (ms / 1000);
    const expected = createHash('sha256').update(readFileSync(file)).digest('hex');
    const params = {
      workshopId: ref.workshopId,
      recordingId: ref.recordingId,
      renditionId: ref.rendition.id,
    };
    const url = `${hub.address}${httpPath(httpBytes.rendition, params)}`;

    const ours = async () => {
      await removeDownload(page, ref);
      await settleDisk();
      return megabytesPerSecond(await download(page, ref));
    };
    const curl = async () => {
      const target = join(folder, 'curl.mp4');
      rmSync(target, { force: true });
      const token = await accessToken(page, ref.hub);
      const line = `curl -s -H "authorization: Bearer ${token}" -H "${PROTOCOL_HEADER}: ${PROTOCOL}" "${url}" | tee "${target}" | sha256sum`;
      await settleDisk();
      const start = performance.now();
      const { stdout } = await run('sh', ['-c', line]);
      const took = performance.now() - start;
      expect(stdout.slice(0, 64)).toBe(expected);
      return megabytesPerSecond(took);
    };
    const kept = await measurePairs(pairs, ours, curl);
    const figure = recordFigure(
      {
        name,
        title: 'Verified download',
        unit: 'MB/s',
        baseline: 'curl | tee FILE | sha256sum',
        better: 'higher',
        aim: 0.9,
      },
      kept,
    );
    expect(figure.pairs).toBe(pairs);
  });
});
