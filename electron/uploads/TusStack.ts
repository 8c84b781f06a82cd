import { Transform } from 'node:stream';
import type { HttpRequest, HttpResponse, HttpStack } from 'tus-js-client';
import { UPLOADS_PATH } from '#shared/contracts/http.ts';
import { RefusedError, refusal } from '#shared/contracts/refusals.ts';
import type { Exchanged, HubClient } from '../hub/hubClient.ts';
import type { HubRegistry } from '../people/HubRegistry.ts';
import type { Tokens } from '../people/Tokens.ts';
import type { FileSlice } from './FileSlices.ts';

export type StackOptions = {
  readonly client: HubClient;
  readonly registry: HubRegistry;
  readonly tokens: Tokens;
  readonly hub: string;
  /** Milliseconds without a byte, or an answer, after which a request counts as broken. */
  readonly stall: number;
  /** Ends whatever is under way. */
  readonly signal: AbortSignal;
};

type Method = Parameters<HubClient['exchange']>[2]['method'];
const methods: readonly Method[] = ['HEAD', 'POST', 'PATCH', 'DELETE'];
const [before = ''] = UPLOADS_PATH.split(':');

/**
 * What tus-js-client sends goes by main's own client, so that pins hold (rule A6) and tokens are renewed (rule A2).
 * Whatever host a hub gives as an upload's place, it is asked for at the hub's own address, and nowhere else.
 */
export class TusStack implements HttpStack {
  readonly #options: StackOptions;

  constructor(options: StackOptions) {
    this.#options = options;
  }

  createRequest(method: string, url: string): HttpRequest {
    return new TusRequest(method, url, this.#options);
  }

  getName(): string {
    return 'lectern';
  }
}

class TusRequest implements HttpRequest {
  readonly #method: string;
  readonly #url: string;
  readonly #options: StackOptions;
  readonly #headers: Record<string, string> = {};
  readonly #stop = new AbortController();
  #onProgress: (bytes: number) => void = () => undefined;

  constructor(method: string, url: string, options: StackOptions) {
    this.#method = method;
    this.#url = url;
    this.#options = options;
  }

  getMethod(): string {
    return this.#method;
  }

  getURL(): string {
    return this.#url;
  }

  setHeader(header: string, value: string): void {
    this.#headers[header] = value;
  }

  getHeader(header: string): string | undefined {
    return this.#headers[header];
  }

  setProgressHandler(handler: (bytes: number) => void): void {
    this.#onProgress = handler;
  }

  getUnderlyingObject(): null {
    return null;
  }

  async abort(): Promise<void> {
    this.#stop.abort();
  }

  /** Once more with a new token where the hub calls the first one expired. */
  async send(body: FileSlice | null = null): Promise<HttpResponse> {
    const { tokens, hub } = this.#options;
    const first = await this.#exchange((await tokens.access(hub)).token, body);
    if (!saysExpired(this.#method, first)) return new TusResponse(first);
    return new TusResponse(await this.#exchange((await tokens.access(hub, true)).token, body));
  }

  async #exchange(token: string, body: FileSlice | null): Promise<Exchanged> {
    const { client, registry, hub, stall, signal } = this.#options;
    const stalled = new AbortController();
    const timer = setTimeout(() => stalled.abort(new Error('nothing went or came')), stall);
    try {
      return await client.exchange(registry.getOrThrow(hub).address, pathOf(this.#url), {
        method: methodOf(this.#method),
        headers: { ...this.#headers, 'content-length': String(body?.size ?? 0) },
        token,
        signal: AbortSignal.any([signal, this.#stop.signal, stalled.signal]),
        ...(body && body.size > 0 ? { body: () => this.#counted(body, () => timer.refresh()) } : {}),
      });
    } finally {
      clearTimeout(timer);
    }
  }

  #counted(body: FileSlice, onBytes: () => void): Transform {
    let passed = 0;
    const counter = new Transform({
      transform: (piece: Buffer, _encoding, done) => {
        passed += piece.length;
        onBytes();
        this.#onProgress(passed);
        done(null, piece);
      },
    });
    const source = body.read();
    source.once('error', (error) => counter.destroy(error));
    counter.once('close', () => source.destroy());
    return source.pipe(counter);
  }
}

class TusResponse implements HttpResponse {
  readonly #answer: Exchanged;

  constructor(answer: Exchanged) {
    this.#answer = answer;
  }

  getStatus(): number {
    return this.#answer.status;
  }

  getHeader(header: string): string | undefined {
    const value = this.#answer.headers[header.toLowerCase()];
    return Array.isArray(value) ? value[0] : value;
  }

  getBody(): string {
    return this.#answer.text;
  }

  getUnderlyingObject(): null {
    return null;
  }
}

/** HEAD is answered without a body, and so without a reason. */
function saysExpired(method: string, { status, text }: Exchanged): boolean {
  if (status !== 401) return false;
  return method === 'HEAD' || refusedIn(text) === 'token-expired';
}

/** The reason in a hub's refusal; `null` where the text is none. */
export function refusedIn(text: string): RefusedError['reason'] | null {
  try {
    const read = refusal.safeParse(JSON.parse(text));
    return read.success ? read.data.refused : null;
  } catch {
    return null;
  }
}

function methodOf(method: string): Method {
  const known = methods.find((one) => one === method);
  if (!known) throw new Error(`uploads do not use ${method}`);
  return known;
}

function pathOf(url: string): string {
  const { pathname } = new URL(url);
  if (!pathname.startsWith(before)) {
    throw new RefusedError('not-a-hub', `an upload's place is not below ${before}`);
  }
  return pathname;
}
