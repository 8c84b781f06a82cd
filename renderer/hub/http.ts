import { type HttpName, type HttpReply, type HttpRequest, http, httpPath } from '#shared/contracts/http.ts';
import { PROTOCOL, PROTOCOL_HEADER } from '#shared/contracts/protocol.ts';
import { type RefusalReason, RefusedError, refusal } from '#shared/contracts/refusals.ts';
import type { TokenSource } from './tokenSource.ts';

const ANSWER_MS = 15_000;

export type HubCall<N extends HttpName> = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: HttpRequest<N>;
};

/**
 * Calls the hub. Throws RefusedError: the hub's reason, `hub-unreachable` where no answer came in
 * time, `not-a-hub` where something else answered, `malformed` where the reply does not fit.
 */
export type HubHttp = <N extends HttpName>(name: N, call?: HubCall<N>) => Promise<HttpReply<N>>;

export type FetchHub = (url: URL, init: RequestInit) => Promise<Response>;

export type HubHttpOptions = {
  readonly address: string;
  readonly token: TokenSource;
  /** A test's own; the window's where left out. */
  readonly fetch?: FetchHub;
};

/** The HTTP wire of one hub. An expired token is renewed and the call made once more. */
export function createHubHttp(options: HubHttpOptions): HubHttp {
  return async (name, call = {}) => {
    const entry = http[name];
    if (!entry.auth) return send(options, name, call, null);
    try {
      return await send(options, name, call, (await options.token(false)).token);
    } catch (error) {
      if (!(error instanceof RefusedError) || error.reason !== 'token-expired') throw error;
      return send(options, name, call, (await options.token(true)).token);
    }
  };
}

async function send<N extends HttpName>(
  options: HubHttpOptions,
  name: N,
  { params = {}, query = {}, body }: HubCall<N>,
  token: string | null,
): Promise<HttpReply<N>> {
  const entry = http[name];
  const url = new URL(httpPath(entry.path, params), options.address);
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
  const headers: Record<string, string> = { [PROTOCOL_HEADER]: String(PROTOCOL) };
  if (token !== null) headers.authorization = `Bearer ${token}`;
  if (entry.method === 'POST') headers['content-type'] = 'application/json';
  const { ok, answer } = await reach(options.fetch ?? fetch, url, {
    method: entry.method,
    headers,
    ...(entry.method === 'POST' ? { body: JSON.stringify(body) } : {}),
  });
  const refused = refusal.safeParse(answer);
  if (refused.success) throw new RefusedError(refused.data.refused, refused.data.detail);
  if (!ok) throw new RefusedError('not-a-hub', url.origin);
  const read = entry.reply.safeParse(answer);
  if (!read.success) throw new RefusedError('malformed', `${name}: ${read.error.message}`);
  return read.data as HttpReply<N>;
}

/** The whole answer, within its time. What is not JSON is `null`. */
async function reach(
  fetchHub: FetchHub,
  url: URL,
  init: RequestInit,
): Promise<{ ok: boolean; answer: unknown }> {
  let response: Response;
  let text: string;
  try {
    response = await fetchHub(url, { ...init, signal: AbortSignal.timeout(ANSWER_MS) });
    text = await response.text();
  } catch (error) {
    throw new RefusedError('hub-unreachable', error instanceof Error ? error.message : String(error));
  }
  try {
    return { ok: response.ok, answer: JSON.parse(text) };
  } catch {
    return { ok: false, answer: null };
  }
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
