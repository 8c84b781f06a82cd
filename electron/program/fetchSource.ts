import { RefusedError } from '#shared/contracts/refusals.ts';
import { errorLine } from '../files/errors.ts';

/** The most bytes of a source that is fetched. */
const LARGEST = 50 * 1024 * 1024;
const FETCH_MS = 60_000;

function nameOf(address: string): string {
  const last = new URL(address).pathname.split('/').pop() ?? '';
  try {
    return decodeURIComponent(last) || 'page';
  } catch {
    return last;
  }
}

/**
 * What an http(s) address answers, for an import: asked from this person's computer, without cookies or
 * tokens. Throws `RefusedError` not-found (with what it answered), hub-unreachable or too-large.
 */
export async function fetchSource(
  url: string,
  patience = FETCH_MS,
): Promise<{ readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }> {
  const signal = AbortSignal.timeout(patience);
  try {
    const response = await fetch(url, { signal, headers: { accept: '*/*' } });
    if (!response.ok || !response.body)
      throw new RefusedError('not-found', `${url} answered ${response.status}`);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body) {
      size += chunk.byteLength;
      if (size > LARGEST) throw new RefusedError('too-large', `${url} has more than ${LARGEST} bytes`);
      chunks.push(chunk);
    }
    return { name: nameOf(response.url || url), bytes: Uint8Array.from(Buffer.concat(chunks)) };
  } catch (error) {
    if (error instanceof RefusedError) throw error;
    throw new RefusedError('hub-unreachable', `${url}: ${errorLine(error)}`);
  }
}
