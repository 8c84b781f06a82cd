import { randomUUID } from 'node:crypto';
import { httpPath, UPLOADS_PATH } from '#shared/contracts/http.ts';
import { PROTOCOL, PROTOCOL_HEADER } from '#shared/contracts/protocol.ts';
import type { UploadTarget } from '#shared/recordings/upload.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** `id "…",target "…"` as tus writes it. */
export function uploadMetadata(id: string, target: unknown): string {
  const json = typeof target === 'string' ? target : JSON.stringify(target);
  return `id ${base64(id)},target ${base64(json)}`;
}

/** A part of a file, or what gives it piece by piece. */
type Sent = Uint8Array | string | AsyncIterable<Uint8Array>;

export type TusReply = {
  readonly status: number;
  readonly headers: Headers;
  readonly refused: string | null;
};

/** One who sends uploads request by request, so that a test says what goes over the wire. */
export class TusSender {
  readonly #address: string;
  readonly #workshopId: string;
  readonly #token: string;

  constructor(address: string, workshopId: string, token: string) {
    this.#address = address;
    this.#workshopId = workshopId;
    this.#token = token;
  }

  get path(): string {
    return httpPath(UPLOADS_PATH, { workshopId: this.#workshopId });
  }

  async ask(
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body?: Sent,
  ): Promise<TusReply> {
    const answer = await fetch(new URL(path, this.#address), {
      method,
      headers: {
        [PROTOCOL_HEADER]: String(PROTOCOL),
        authorization: `Bearer ${this.#token}`,
        'tus-resumable': '1.0.0',
        ...headers,
      },
      ...(body === undefined ? {} : { body, duplex: 'half' as const }),
    } as RequestInit);
    const text = await answer.text();
    const isRefusal =
      text !== '' && answer.headers.get('content-type')?.startsWith('application/json') === true;
    const refused = isRefusal ? ((JSON.parse(text) as { refused?: string }).refused ?? null) : null;
    return { status: answer.status, headers: answer.headers, refused };
  }

  announce(target: UploadTarget, size: number, id: string = randomUUID()): Promise<TusReply> {
    return this.ask('POST', this.path, {
      'upload-length': String(size),
      'upload-metadata': uploadMetadata(id, target),
    });
  }

  head(id: string): Promise<TusReply> {
    return this.ask('HEAD', `${this.path}/${id}`);
  }

  patch(id: string, offset: number, body: Sent): Promise<TusReply> {
    const type = { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' };
    return this.ask('PATCH', `${this.path}/${id}`, type, body);
  }

  giveUp(id: string): Promise<TusReply> {
    return this.ask('DELETE', `${this.path}/${id}`);
  }
}
