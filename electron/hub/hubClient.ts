import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { z } from 'zod';
import { type HttpName, type HttpReply, type HttpRequest, http, httpPath } from '#shared/contracts/http.ts';
import { PROTOCOL, PROTOCOL_HEADER } from '#shared/contracts/protocol.ts';
import { RefusedError, refusal } from '#shared/contracts/refusals.ts';
import { errorLine } from '../files/errors.ts';
import { isCertificateFault } from './certificates.ts';
import type { PinTable } from './PinTable.ts';
import { type Sent, sendRequest } from './sendRequest.ts';

type Params = Readonly<Record<string, string>>;
type Call<N extends HttpName> = {
  readonly params?: Params;
  readonly body?: HttpRequest<N>;
  readonly token?: string;
  /** The pin to go by in the place of the table's, for a hub that is being joined. */
  readonly pin?: string | null;
};

export type HubClientOptions = {
  readonly pins: PinTable;
  /** How long a hub may stay silent, in milliseconds. */
  readonly patience: number;
};

export type Exchanged = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
};

/** What a hub of any version says of itself. */
const greeting = z.object({ lectern: z.literal('hub'), protocol: z.int() });

const LARGEST_REPLY = 32 * 1024 * 1024;
/** Characters. */
const LARGEST_REFUSAL = 64 * 1024;

/** The one place in main that speaks to a hub. */
export class HubClient {
  readonly #options: HubClientOptions;

  constructor(options: HubClientOptions) {
    this.#options = options;
  }

  /**
   * One JSON request of the contract. Throws `RefusedError`: what the hub refused, `hub-unreachable`,
   * `certificate-mismatch` (rule A6), or `not-a-hub` where what answers does not speak as a hub.
   * @returns the reply, and the hub's clock in ms (to the second) where it said it
   */
  async request<N extends HttpName>(
    address: string,
    name: N,
    call: Call<N> = {},
  ): Promise<{ readonly reply: HttpReply<N>; readonly hubNow: number | null }> {
    const wire = http[name];
    const answer = await this.#send(address, httpPath(wire.path, call.params ?? {}), {
      method: wire.method,
      headers: { ...this.#headers(call.token), 'content-type': 'application/json' },
      ...(wire.method === 'GET' ? {} : { body: JSON.stringify(call.body) }),
      signal: AbortSignal.timeout(this.#options.patience),
      ...(call.pin === undefined ? {} : { pin: call.pin }),
    });
    const status = answer.statusCode ?? 0;
    const text = await orUnreachable(readReply(answer, address), address);
    const json = parseJson(text, status, address);
    if (status < 200 || status >= 300) throw refusalOf(json, status, address);
    if (name === 'hub') assertSameProtocol(json, address);
    const schema: z.ZodType = wire.reply;
    const read = schema.safeParse(json);
    if (!read.success) throw new RefusedError('not-a-hub', `${address} answered ${name} unreadably`);
    const date = Date.parse(answer.headers.date ?? '');
    return { reply: read.data as HttpReply<N>, hubNow: Number.isNaN(date) ? null : date };
  }

  /**
   * Bytes of a hub's file, as they are; the caller reads the body whole or destroys it, and checks the
   * range.
   */
  async bytes(
    address: string,
    path: string,
    options: { readonly token: string; readonly range?: string; readonly signal: AbortSignal },
  ): Promise<IncomingMessage> {
    const headers = {
      ...this.#headers(options.token),
      'accept-encoding': 'identity',
      ...(options.range ? { range: options.range } : {}),
    };
    const { signal } = options;
    const message = await this.#send(address, path, { method: 'GET', headers, signal });
    const status = message.statusCode ?? 0;
    if (status >= 200 && status < 300) return message;
    const text = await orUnreachable(readText(message), address);
    throw refusalOf(parseJson(text, status, address), status, address);
  }

  /**
   * One request of the upload protocol (tus), answered with whatever status the hub gives. Throws
   * `RefusedError`: `hub-unreachable`, `certificate-mismatch`, `too-large`, or what reading `body` throws.
   */
  async exchange(
    address: string,
    path: string,
    asked: Pick<Sent, 'method' | 'headers' | 'body' | 'signal'> & { readonly token: string },
  ): Promise<Exchanged> {
    const { token, headers, ...sent } = asked;
    const answer = await this.#send(address, path, {
      ...sent,
      headers: { ...headers, ...this.#headers(token) },
    });
    const text = await orUnreachable(readReply(answer, address), address);
    return { status: answer.statusCode ?? 0, headers: answer.headers, text };
  }

  #headers(token: string | undefined): Record<string, string> {
    return {
      [PROTOCOL_HEADER]: String(PROTOCOL),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    };
  }

  /** Rule A6: by the pin of the address where it has one, and the table learns what was shown. */
  async #send(
    address: string,
    path: string,
    sent: Omit<Sent, 'pin'> & Partial<Pick<Sent, 'pin'>>,
  ): Promise<IncomingMessage> {
    const { pins } = this.#options;
    const pin = sent.pin === undefined ? pins.pinAt(address) : sent.pin;
    const { hostname } = new URL(address);
    try {
      const answer = await sendRequest(urlOf(address, path), { ...sent, pin });
      if (pin !== null && pin === pins.pinAt(address)) pins.saw(hostname, true);
      return answer;
    } catch (error) {
      if (!isCertificateFault(error)) return unreachable(error, address);
      if (pin !== null && pin === pins.pinAt(address)) pins.saw(hostname, false);
      throw new RefusedError('certificate-mismatch', `${address}: ${errorLine(error)}`);
    }
  }

  /** Whether the window was shown a certificate that is not the hub's, and main has not seen the right one since. */
  doubts(address: string): boolean {
    return this.#options.pins.isDoubted(address);
  }
}

function urlOf(address: string, path: string): string {
  return `${address.replace(/\/+$/, '')}${path}`;
}

function unreachable(error: unknown, address: string): never {
  if (error instanceof RefusedError) throw error;
  throw new RefusedError('hub-unreachable', `${address}: ${errorLine(error)}`);
}

function orUnreachable<T>(waiting: Promise<T>, address: string): Promise<T> {
  return waiting.catch((error: unknown) => {
    if (error instanceof RefusedError) throw error;
    return unreachable(error, address);
  });
}

/** A reply whole. Throws `RefusedError('too-large')`. */
async function readReply(message: IncomingMessage, address: string): Promise<string> {
  const parts: Buffer[] = [];
  let length = Number(message.headers['content-length'] ?? 0);
  if (length <= LARGEST_REPLY) length = 0;
  for await (const part of message) {
    length += (part as Buffer).length;
    if (length > LARGEST_REPLY) throw new RefusedError('too-large', `${address} sends ${length} bytes`);
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** The text of a refusal; what is too long to be one is cut. */
async function readText(message: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of message.setEncoding('utf8')) {
    text += String(part);
    if (text.length > LARGEST_REFUSAL) break;
  }
  return text;
}

function parseJson(text: string, status: number, address: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    if (status >= 500) throw new RefusedError('hub-error', `${address} answered ${status}`);
    throw new RefusedError('not-a-hub', `${address} answered ${status} without JSON`);
  }
}

function refusalOf(json: unknown, status: number, address: string): RefusedError {
  const read = refusal.safeParse(json);
  if (read.success) return new RefusedError(read.data.refused, read.data.detail);
  return new RefusedError(status >= 500 ? 'hub-error' : 'not-a-hub', `${address} answered ${status}`);
}

function assertSameProtocol(json: unknown, address: string): void {
  const read = greeting.safeParse(json);
  if (!read.success) throw new RefusedError('not-a-hub', `${address} does not answer as a hub`);
  if (read.data.protocol === PROTOCOL) return;
  throw new RefusedError(
    'protocol-mismatch',
    `${address} speaks ${read.data.protocol}, this app ${PROTOCOL}`,
  );
}
