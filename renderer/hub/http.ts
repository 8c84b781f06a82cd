import { callHub, type FetchHub, type HubCall } from '#shared/contracts/callHub.ts';
import { type HttpName, type HttpReply, http } from '#shared/contracts/http.ts';
import type { JoinedHub } from '#shared/contracts/ipc.ts';
import { type RefusalReason, RefusedError, refusal } from '#shared/contracts/refusals.ts';
import type { TokenSource } from './tokenSource.ts';

export type { FetchHub, HubCall } from '#shared/contracts/callHub.ts';

/**
 * Calls the hub. Throws RefusedError: the hub's reason, `hub-unreachable` where no answer came in
 * time, `not-a-hub` where something else answered, `malformed` where the reply does not fit.
 */
export type HubHttp = <N extends HttpName>(name: N, call?: HubCall<N>) => Promise<HttpReply<N>>;

export type HubHttpOptions = {
  readonly address: string;
  readonly token: TokenSource;
  /** A test's own; the window's where left out. */
  readonly fetch?: FetchHub;
};

/** The HTTP wire of one hub. An expired token is renewed and the call made once more. */
export function createHubHttp(options: HubHttpOptions): HubHttp {
  return async (name, call = {}) => {
    const send = (token: string | null) =>
      callHub(options.fetch ?? fetch, options.address, name, call, token);
    if (!http[name].auth) return send(null);
    try {
      return await send((await options.token(false)).token);
    } catch (error) {
      if (!(error instanceof RefusedError) || error.reason !== 'token-expired') throw error;
      return send((await options.token(true)).token);
    }
  };
}

/**
 * The fetch of the window for one hub. Chromium tells a page no more than that a request failed, so main is asked
 * for a token: where a pinned hub showed another certificate it gives none, and says `certificate-mismatch` (rule A6).
 */
export function fetchPinned({ pin }: Pick<JoinedHub, 'pin'>, token: TokenSource): FetchHub {
  return async (url, init) => {
    try {
      return await fetch(url, init);
    } catch (error) {
      if (pin !== null) await token(false);
      throw error;
    }
  };
}

/**
 * Why a media URL is not served, asked with one byte of it; `null` where it is. A video tells no more
 * than that it failed; the refusal is in the answer's body.
 */
export async function probeMedia(url: string): Promise<RefusalReason | null> {
  try {
    const response = await fetch(url, { headers: { range: 'bytes=0-0' } });
    if (response.ok) {
      await response.arrayBuffer();
      return null;
    }
    const read = refusal.safeParse(await response.json());
    return read.success ? read.data.refused : 'hub-error';
  } catch (error) {
    console.warn('the first byte of a recording could not be read', error);
    return 'hub-unreachable';
  }
}

/** A file of a recording, whole, from main. Rejects where main refuses it, and as `fetch` does. */
export async function mediaBytes(url: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`main answered ${response.status}`);
  return response.arrayBuffer();
}

/** Bytes of a `lectern-media:` address, which main serves. Throws where they do not come. */
export async function readMedia(url: string, init: RequestInit = {}): Promise<Blob> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${url} was answered with ${response.status}`);
  return response.blob();
}
