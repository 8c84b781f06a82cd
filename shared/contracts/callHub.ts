import { type HttpName, type HttpReply, type HttpRequest, http, httpPath } from './http.ts';
import { PROTOCOL, PROTOCOL_HEADER } from './protocol.ts';
import { RefusedError, refusal } from './refusals.ts';

const ANSWER_MS = 15_000;

export type HubCall<N extends HttpName> = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: HttpRequest<N>;
};

/** Rejects with RefusedError where it knows why no answer came, with any other error where not. */
export type FetchHub = (url: URL, init: RequestInit) => Promise<Response>;

/**
 * One call of the hub. `token`: an access token, for what asks for one. Throws RefusedError: the hub's
 * reason, `hub-unreachable` where no answer came in time, `not-a-hub` where something else answered,
 * `malformed` where the reply does not fit.
 */
export async function callHub<N extends HttpName>(
  fetchHub: FetchHub,
  address: string,
  name: N,
  { params = {}, query = {}, body }: HubCall<N>,
  token: string | null,
): Promise<HttpReply<N>> {
  const entry = http[name];
  const url = new URL(httpPath(entry.path, params), address);
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
  const headers: Record<string, string> = { [PROTOCOL_HEADER]: String(PROTOCOL) };
  if (token !== null) headers.authorization = `Bearer ${token}`;
  const hasBody = entry.method === 'POST' || entry.method === 'PUT';
  if (hasBody) headers['content-type'] = 'application/json';
  const { ok, answer } = await reach(fetchHub, url, {
    method: entry.method,
    headers,
    ...(hasBody ? { body: JSON.stringify(body) } : {}),
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
    if (error instanceof RefusedError) throw error;
    throw new RefusedError('hub-unreachable', error instanceof Error ? error.message : String(error));
  }
  try {
    return { ok: response.ok, answer: JSON.parse(text) };
  } catch {
    return { ok: false, answer: null };
  }
}
