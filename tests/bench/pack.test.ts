import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';
import { ipcRequests } from '#shared/contracts/ipc.ts';
import { packWork } from '#shared/contracts/ipcPacks.ts';
import { launchApp } from '#tests/support/launchApp.ts';
import { describeFigure, measurePairs, recordFigure } from './figures.ts';
import { download, removeDownload } from './support/download.ts';
import { startBigHub } from './support/startBigHub.ts';

const name = 'pack';
const pairs = 12;
const run = promisify(execFile);
const begun = z.object({ ok: packWork });
const chosen = z.object({ ok: ipcRequests['files.choose'].reply });

describeFigure(name, 'packs', async () => {
  const { hub, ref, file } = await startBigHub();
  const folder = mkdtempSync(join(tmpdir(), 'lectern-bench-'));
  const { app, page } = await launchApp({ profile: join(folder, 'profile'), invite: hub.invites.attendee });
  afterAll(async () => {
    await app.close();
    await hub.stop();
    rmSync(folder, { recursive: true });
  });
  const pack = join(folder, 'workshop.lectern');
  await app.evaluate(({ dialog }, path) => {
    Object.assign(dialog, {
      showSaveDialog: async () => ({ canceled: false, filePath: path }),
      showOpenDialog: async () => ({ canceled: false, filePaths: [path] }),
    });
  }, pack);

  /** Begins work on a pack and waits until it has ended. @returns megabytes per second of the recording */
  const workOn = async (ask: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    const { packId, state } = begun.parse(await ask()).ok;
    if (state !== 'done') await ended(page, packId);
    const took = performance.now() - start;
    await page.evaluate((id) => window.lectern.ask('packs.dismiss', { packId: id }), packId);
    return statSync(file).size / 1e6 / (took / 1000);
  };
  const exportPack = async () => {
    rmSync(pack, { force: true });
    await run('sync');
    const request = {
      hub: ref.hub,
      workshopId: ref.workshopId,
      title: 'A workshop',
      slug: 'a-workshop',
      renditionIds: [ref.rendition.id],
    };
    return workOn(() => page.evaluate((what) => window.lectern.ask('packs.export', what), request));
  };
  const importPack = async () => {
    await removeDownload(page, ref);
    const answer = await page.evaluate(() => window.lectern.ask('files.choose', { purpose: 'pack' }));
    const token = chosen.parse(answer).ok.files[0]?.token ?? '';
    await run('sync');
    return workOn(() =>
      page.evaluate((t) => window.lectern.ask('packs.open', { token: t, trust: false }), token),
    );
  };
  /** A copy that is on the disk when it ends, as both of ours are. */
  const copy = async () => {
    const target = join(folder, 'copy.mp4');
    rmSync(target, { force: true });
    await run('sync');
    const start = performance.now();
    await run('sh', ['-c', `cp "${file}" "${target}" && sync "${target}"`]);
    return statSync(file).size / 1e6 / ((performance.now() - start) / 1000);
  };

  it('are set beside cp, written and taken over', async () => {
    await page
      .getByRole('link', { name: /MLHPCS/ })
      .first()
      .waitFor();
    await download(page, ref);
    const common = {
      unit: 'MB/s',
      baseline: 'cp and sync of the recording',
      better: 'higher',
      aim: 0.7,
    } as const;
    const written = await measurePairs(pairs, exportPack, copy);
    const figure = recordFigure({ ...common, name: 'pack-export', title: 'Pack export, verified' }, written);
    const taken = await measurePairs(pairs, importPack, copy);
    recordFigure({ ...common, name: 'pack-import', title: 'Pack import, verified' }, taken);
    expect(figure.pairs).toBe(pairs);
  });
});

function ended(page: Page, packId: string): Promise<void> {
  return page.evaluate(
    (wanted) =>
      new Promise<void>((resolve, reject) => {
        const hear = (work: { packId: string; state: string; reason: string | null }) => {
          if (work.packId !== wanted || work.state === 'running') return;
          stop();
          if (work.state === 'done') resolve();
          else reject(new Error(`the pack ${work.state}: ${work.reason}`));
        };
        const stop = window.lectern.listen('packs.changed', (notice) =>
          hear(notice as Parameters<typeof hear>[0]),
        );
        window.lectern.ask('packs.list', {}).then((answer) => {
          for (const work of (answer as { ok: Parameters<typeof hear>[0][] }).ok) hear(work);
        }, reject);
      }),
    packId,
  );
}
