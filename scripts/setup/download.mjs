import { createHash } from 'node:crypto';
import { SetupError } from './setupError.mjs';

const connectMs = 8000;
const stallMs = 30_000;

/**
 * Downloads one file.
 * @param {{ fetch: typeof globalThis.fetch, disk: { open: typeof import('node:fs/promises').open }, log: { progress(text: string): void } }} context
 * @param {{ url: string, file: string, sha256?: string | undefined, what: string, connectTimeout?: number, stallTimeout?: number }} job
 *   sha256: in hex; without it the bytes are not checked
 */
export async function download({ fetch, disk, log }, job) {
  const { url, file, sha256, what, connectTimeout = connectMs, stallTimeout = stallMs } = job;
  const controller = new AbortController();
  const late = () =>
    controller.abort(
      new SetupError('network', `No network: ${new URL(url).host} did not answer in time for ${what}.`),
    );
  let timer = setTimeout(late, connectTimeout);
  const output = await disk.open(file, 'w');
  try {
    const response = await fetch(url, {
      signal: controller.signal,
      headers: { 'accept-encoding': 'identity' },
    });
    if (!response.ok || !response.body)
      throw new SetupError('network', `${new URL(url).host} answered ${response.status} for ${what}.`);
    const total = Number(response.headers.get('content-length') ?? 0);
    const hash = createHash('sha256');
    let got = 0;
    for await (const chunk of response.body) {
      clearTimeout(timer);
      timer = setTimeout(late, stallTimeout);
      hash.update(chunk);
      for (let at = 0; at < chunk.length; ) at += (await output.write(chunk, at)).bytesWritten;
      got += chunk.length;
      log.progress(`${what}: ${(got / 1e6).toFixed(0)}${total ? ` of ${(total / 1e6).toFixed(0)}` : ''} MB`);
    }
    if (total && got !== total)
      throw new SetupError('network', `The connection broke off: ${what} came only in part.`);
    if (sha256 && hash.digest('hex') !== sha256)
      throw new SetupError(
        'checksum',
        `Wrong checksum: ${what} from ${new URL(url).host} is not the file that was pinned.`,
      );
  } catch (error) {
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    clearTimeout(timer);
    await output.close();
  }
}
