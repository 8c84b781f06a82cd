import { createHash, createHmac, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { S3Setting } from '#server/s3Setting.ts';
import { parseRange } from '#shared/recordings/chunks.ts';

const BUCKET = 'lectern-media';
const keys = { id: 'A-KEY', secret: 'a key that nobody repeats' };
const region = 'test-region-1';

type Setting = S3Setting & { readonly endpoint: string; readonly keys: typeof keys };
type Reply = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
};

const hex = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

function failed(status: number, code: string): Reply {
  return {
    status,
    body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
  };
}

/** Whether a request is signed with the server's keys, over the bytes that came (AWS Signature Version 4). */
function isSigned(asked: IncomingMessage, url: URL, body: Buffer): boolean {
  const [, credential, signed, signature] =
    /Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)/.exec(asked.headers.authorization ?? '') ??
    [];
  const [id, day = '', ...rest] = credential?.split('/') ?? [];
  const payload = String(asked.headers['x-amz-content-sha256']);
  if (id !== keys.id || (payload !== 'UNSIGNED-PAYLOAD' && payload !== hex(body))) return false;
  const query = [...url.searchParams].map((pair) => pair.map(encodeURIComponent).join('=')).toSorted();
  const names = signed?.split(';') ?? [];
  const lines = names.map((name) => `${name}:${String(asked.headers[name]).trim()}\n`).join('');
  const canonical = [asked.method, url.pathname, query.join('&'), lines, signed, payload].join('\n');
  const text = ['AWS4-HMAC-SHA256', asked.headers['x-amz-date'], [day, ...rest].join('/'), hex(canonical)];
  const key = [day, ...rest].reduce<string | Buffer>((last, part) => hmac(last, part), `AWS4${keys.secret}`);
  return hmac(key, text.join('\n')).toString('hex') === signature;
}

/** A real small S3 server on this machine: what a media store asks of one, and its strictness about it. */
export class S3Server {
  readonly setting: Setting;
  /** Parts of uploads that were begun and neither completed nor aborted. */
  readonly parts = new Map<string, Map<number, Buffer>>();
  /** Called before a request is answered; a reply is the server's. */
  fault: (asked: IncomingMessage) => Reply | null = () => null;
  readonly #folder: string;
  readonly #end: () => Promise<void>;

  private constructor(port: number, folder: string, end: () => Promise<void>) {
    this.setting = { endpoint: `http://127.0.0.1:${port}`, bucket: BUCKET, region, keys, pathStyle: true };
    this.#folder = folder;
    this.#end = end;
  }

  static async start(): Promise<S3Server> {
    const folder = await mkdtemp(join(tmpdir(), 'lectern-s3-'));
    const server = createServer((asked, answer) => void started.then((s3) => s3.#serve(asked, answer)));
    const started = new Promise<S3Server>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const { port } = server.address() as AddressInfo;
        const end = async () => {
          server.closeAllConnections();
          server.close();
          await rm(folder, { recursive: true, force: true });
        };
        resolve(new S3Server(port, folder, end));
      });
    });
    return started;
  }

  close(): Promise<void> {
    return this.#end();
  }

  /** The keys of all objects. */
  async keys(): Promise<readonly string[]> {
    return (await readdir(this.#folder)).map(decodeURIComponent);
  }

  async #serve(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = Buffer.concat(await asked.toArray());
    const url = new URL(asked.url ?? '/', this.setting.endpoint);
    const reply = this.fault(asked) ?? (await this.#reply(asked, url, body));
    const isHead = asked.method === 'HEAD';
    const length = Buffer.byteLength(reply.body ?? '');
    answer.writeHead(reply.status, { 'content-length': length, ...reply.headers });
    answer.end(isHead ? undefined : reply.body);
  }

  async #reply(asked: IncomingMessage, url: URL, body: Buffer): Promise<Reply> {
    if (!isSigned(asked, url, body)) return failed(403, 'SignatureDoesNotMatch');
    const [, bucket, ...rest] = url.pathname.split('/');
    if (bucket !== BUCKET) return failed(404, 'NoSuchBucket');
    const key = rest.join('/');
    if (key === '') return { status: 200 };
    const uploadId = url.searchParams.get('uploadId');
    if (uploadId !== null) return this.#multipart(asked.method, key, url, body, uploadId);
    if (asked.method === 'POST' && url.searchParams.has('uploads')) return this.#begin();
    if (asked.method === 'PUT') return this.#put(key, body);
    if (asked.method === 'DELETE') {
      await rm(this.#pathOf(key), { force: true });
      return { status: 204 };
    }
    return this.#get(key, asked.headers.range);
  }

  #begin(): Reply {
    const id = randomUUID();
    this.parts.set(id, new Map());
    const body = `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`;
    return { status: 200, body };
  }

  async #multipart(
    method: string | undefined,
    key: string,
    url: URL,
    body: Buffer,
    id: string,
  ): Promise<Reply> {
    const parts = this.parts.get(id);
    if (!parts) return failed(404, 'NoSuchUpload');
    if (method === 'PUT') {
      parts.set(Number(url.searchParams.get('partNumber')), body);
      return { status: 200, headers: { etag: `"${hex(body)}"` } };
    }
    this.parts.delete(id);
    if (method === 'DELETE') return { status: 204 };
    const order = [...parts.keys()].toSorted((a, b) => a - b);
    const wanted = [...body.toString().matchAll(/<PartNumber>(\d+)</g)].map(([, n]) => Number(n));
    if (String(wanted) !== String(order)) return failed(400, 'InvalidPart');
    await this.#put(key, Buffer.concat(order.map((n) => parts.get(n) ?? Buffer.alloc(0))));
    return { status: 200, body: '<CompleteMultipartUploadResult></CompleteMultipartUploadResult>' };
  }

  async #put(key: string, body: Buffer): Promise<Reply> {
    await writeFile(this.#pathOf(key), body);
    return { status: 200, headers: { etag: `"${hex(body)}"` } };
  }

  async #get(key: string, header: string | undefined): Promise<Reply> {
    const bytes = await readFile(this.#pathOf(key)).catch(() => null);
    if (bytes === null) return failed(404, 'NoSuchKey');
    const asked = parseRange(header, bytes.length);
    if (asked.kind === 'unsatisfiable') return failed(416, 'InvalidRange');
    if (asked.kind === 'whole') return { status: 200, body: bytes };
    const { start, end } = asked.range;
    const headers = { 'content-range': `bytes ${start}-${end}/${bytes.length}` };
    return { status: 206, headers, body: bytes.subarray(start, end + 1) };
  }

  #pathOf(key: string): string {
    return join(this.#folder, encodeURIComponent(key));
  }
}
