import type { Page } from 'playwright';
import { z } from 'zod';
import { ipcRequests } from '#shared/contracts/ipc.ts';
import type { RenditionAtHub, RenditionRef } from '#shared/contracts/ipcDownloads.ts';

const tokenAnswer = z.object({ ok: ipcRequests['hubs.accessToken'].reply });

export const atHub = ({ hub, rendition }: RenditionRef): RenditionAtHub => ({
  hub,
  renditionId: rendition.id,
});

/** Asks the app for a download and waits until it says that it is complete. @returns milliseconds */
export function download(page: Page, ref: RenditionRef): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve, reject) => {
        const start = performance.now();
        const stop = window.lectern.listen('downloads.changed', (notice) => {
          const { ref, download } = notice as {
            ref: { hub: string; rendition: { id: string } };
            download: { state: string; reason?: string };
          };
          if (ref.hub !== wanted.hub || ref.rendition.id !== wanted.rendition.id) return;
          if (download.state === 'failed') reject(new Error(`the download failed: ${download.reason}`));
          if (download.state !== 'complete') return;
          stop();
          resolve(performance.now() - start);
        });
        window.lectern.ask('downloads.start', { refs: [wanted] }).then((answer) => {
          if (!(answer as { ok?: unknown }).ok) reject(new Error(JSON.stringify(answer)));
        }, reject);
      }),
    ref,
  );
}

/** Deletes the chunks of a rendition from this computer. */
export async function removeDownload(page: Page, ref: RenditionRef): Promise<void> {
  await page.evaluate((which) => window.lectern.ask('downloads.remove', { which: [which] }), atHub(ref));
}

/** The access token that the app itself uses. */
export async function accessToken(page: Page, hub: string): Promise<string> {
  const answer = await page.evaluate(
    (h) => window.lectern.ask('hubs.accessToken', { hub: h, renew: false }),
    hub,
  );
  return tokenAnswer.parse(answer).ok.token;
}
