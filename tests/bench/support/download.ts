import type { Page } from 'playwright';
import { z } from 'zod';
import { ipcRequests, type RenditionRef } from '#shared/contracts/ipc.ts';

const tokenAnswer = z.object({ ok: ipcRequests['hubs.accessToken'].reply });

/** Asks the app for a download and waits until it says that it is complete. @returns milliseconds */
export function download(page: Page, ref: RenditionRef): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve, reject) => {
        const start = performance.now();
        const stop = window.lectern.listen('downloads.changed', (notice) => {
          const { hub, renditionId, download } = notice as {
            hub: string;
            renditionId: string;
            download: { state: string; reason?: string };
          };
          if (hub !== wanted.hub || renditionId !== wanted.rendition.id) return;
          if (download.state === 'failed') reject(new Error(`the download failed: ${download.reason}`));
          if (download.state !== 'complete') return;
          stop();
          resolve(performance.now() - start);
        });
        window.lectern.ask('downloads.start', wanted).catch(reject);
      }),
    ref,
  );
}

/** Deletes the chunks of a rendition from this computer. */
export async function removeDownload(page: Page, ref: RenditionRef): Promise<void> {
  await page.evaluate((wanted) => window.lectern.ask('downloads.remove', wanted), {
    hub: ref.hub,
    renditionId: ref.rendition.id,
  });
}

/** The access token that the app itself uses. */
export async function accessToken(page: Page, hub: string): Promise<string> {
  const answer = await page.evaluate(
    (h) => window.lectern.ask('hubs.accessToken', { hub: h, renew: false }),
    hub,
  );
  return tokenAnswer.parse(answer).ok.token;
}
