import { createHash, generateKeyPairSync, randomBytes, randomUUID, sign, X509Certificate } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { pinOf } from '#electron/hub/certificates.ts';
import { http } from '#shared/contracts/http.ts';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { hubProofText } from '#shared/people/hubProof.ts';
import { formatInviteLink } from '#shared/people/inviteLink.ts';
import { chunkRange } from '#shared/recordings/chunks.ts';
import {
  CHUNK_SIZE,
  canonicalManifest,
  type Manifest,
  type SignedManifest,
} from '#shared/recordings/manifest.ts';

export type BytesRequest = { readonly range: string; readonly chunk: number };
/** Answers a request for bytes in its own, wrong way; false leaves it to the hub. */
export type Fault = (asked: BytesRequest, res: ServerResponse) => boolean;

type Certificate = { readonly cert: string; readonly key: string };

const hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A hub as far as main can tell: a real HTTP server that signs what it serves. */
export class FakeHub {
  readonly server: Server;
  readonly publicKey: string;
  readonly fingerprint: string;
  readonly accountId = randomUUID();
  readonly workshopId = randomUUID();
  readonly asked: BytesRequest[] = [];
  /** Bodies of the joins that came. */
  readonly joins: string[] = [];
  readonly counts = { prove: 0, join: 0, refresh: 0, manifest: 0, blob: 0 };
  readonly blobs = new Map<string, Buffer>();
  description: Record<string, unknown> = {};
  /** Milliseconds that an access token lives. */
  lifetime = 600_000;
  refuseJoin: string | null = null;
  fault: Fault = () => false;
  /** Milliseconds before bytes are answered. */
  pause = 0;
  #renditions = new Map<string, { bytes: Buffer; manifest: Manifest; signature: string }>();
  readonly #privateKey;

  /** Of its certificate (rule A6); `null` on plain http. */
  readonly pin: string | null;

  private constructor(certificate: Certificate | null) {
    this.pin = certificate ? pinOf(new X509Certificate(certificate.cert).raw) : null;
    const pair = generateKeyPairSync('ed25519');
    this.#privateKey = pair.privateKey;
    this.publicKey = String(pair.publicKey.export({ format: 'jwk' }).x);
    this.fingerprint = createHash('sha256')
      .update(Buffer.from(this.publicKey, 'base64url'))
      .digest('base64url');
    const answer = (req: IncomingMessage, res: ServerResponse): void => {
      this.#answer(req, res).catch((error: unknown) =>
        res.destroy(error instanceof Error ? error : undefined),
      );
    };
    this.server = certificate ? createSecureServer(certificate, answer) : createServer(answer);
  }

  /** Over https where it is given a certificate. */
  static async start(certificate: Certificate | null = null): Promise<FakeHub> {
    const hub = new FakeHub(certificate);
    await hub.listen(0);
    return hub;
  }

  listen(port: number): Promise<void> {
    return new Promise((resolve) => this.server.listen(port, '127.0.0.1', () => resolve()));
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get address(): string {
    return `${this.pin === null ? 'http' : 'https'}://127.0.0.1:${this.port}`;
  }

  link(over: { address?: string; fingerprint?: string; pin?: string | null } = {}): string {
    const invite = 'invite-of-twenty-or-more';
    const { address, fingerprint, pin } = this;
    return formatInviteLink({ address, fingerprint, pin, invite, ...over });
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  /** A rendition of random bytes, or of `bytes`, signed by this hub. */
  addRendition(
    size: number,
    type = 'video/mp4',
    bytes: Buffer = randomBytes(size),
  ): RenditionRef & { bytes: Buffer } {
    const count = Math.ceil(bytes.length / CHUNK_SIZE);
    const chunks = Array.from({ length: count }, (_, i) => {
      const { start, end } = chunkRange({ size: bytes.length }, i);
      return hex(bytes.subarray(start, end + 1));
    });
    const manifest: Manifest = { size: bytes.length, type, chunkSize: CHUNK_SIZE, chunks };
    const canonical = Buffer.from(canonicalManifest(manifest));
    const id = hex(canonical);
    const signature = sign(null, canonical, this.#privateKey).toString('base64url');
    this.#renditions.set(id, { bytes, manifest, signature });
    const rendition = { id, kind: 'video', type, size: bytes.length, width: 640, height: 360 } as const;
    const recordingId = randomUUID();
    return { hub: this.fingerprint, workshopId: this.workshopId, recordingId, rendition, bytes };
  }

  /** The signed manifest of a rendition, as the hub or a pack gives it. */
  signed(id: string): SignedManifest {
    const found = this.#renditions.get(id);
    if (!found) throw new Error(`no rendition ${id}`);
    return { id, manifest: found.manifest, signature: found.signature };
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const path = new URL(req.url ?? '/', 'http://hub').pathname;
    if (path === '/v1/hub') return json(res, 200, { ...this.#describe(), ...this.description });
    if (path === '/v1/prove') return this.#prove(await bodyOf(req), res);
    if (path === '/v1/join') {
      this.joins.push(await bodyOf(req));
      this.counts.join += 1;
      if (this.refuseJoin) return json(res, 403, { refused: this.refuseJoin });
      return json(res, 200, {
        ...this.#tokens(),
        account: { id: this.accountId, name: 'Ada' },
        memberships: [],
      });
    }
    if (path === '/v1/refresh') {
      this.counts.refresh += 1;
      await new Promise((resolve) => setTimeout(resolve, 20));
      return json(res, 200, { ...this.#tokens(), memberships: [] });
    }
    if (!req.headers.authorization?.startsWith('Bearer '))
      return json(res, 401, { refused: 'token-missing' });
    const rendition = /renditions\/([0-9a-f]{64})\/(manifest|bytes)$/.exec(path);
    if (rendition?.[2] === 'manifest') return this.#manifest(rendition[1] ?? '', res);
    if (rendition) return this.#bytes(rendition[1] ?? '', req, res);
    const blob = this.blobs.get(path.split('/').at(-1) ?? '');
    if (!blob) return json(res, 404, { refused: 'not-found' });
    this.counts.blob += 1;
    res.writeHead(200, { 'content-length': blob.length });
    res.end(blob);
  }

  /** As a hub that has no other address than the one it listens at. */
  #prove(body: string, res: ServerResponse): void {
    this.counts.prove += 1;
    const { nonce, address } = http.prove.request.parse(JSON.parse(body));
    const text = Buffer.from(hubProofText(nonce, address, this.pin));
    if (new URL(address).origin !== this.address) json(res, 409, { refused: 'hub-changed' });
    else json(res, 200, { signature: sign(null, text, this.#privateKey).toString('base64url') });
  }

  #manifest(id: string, res: ServerResponse): void {
    const found = this.#renditions.get(id);
    this.counts.manifest += 1;
    if (!found) json(res, 404, { refused: 'not-found' });
    else json(res, 200, { id, manifest: found.manifest, signature: found.signature });
  }

  async #bytes(id: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
    const found = this.#renditions.get(id);
    if (!found) return json(res, 404, { refused: 'not-found' });
    const [, from = '0', to = '0'] = /bytes=(\d+)-(\d+)/.exec(req.headers.range ?? '') ?? [];
    const asked = { range: req.headers.range ?? '', chunk: Number(from) / CHUNK_SIZE };
    this.asked.push(asked);
    if (this.pause > 0) await new Promise((resolve) => setTimeout(resolve, this.pause));
    if (this.fault(asked, res)) return;
    const part = found.bytes.subarray(Number(from), Number(to) + 1);
    res.writeHead(206, {
      'content-length': part.length,
      'content-range': `bytes ${from}-${to}/${found.bytes.length}`,
    });
    res.end(part);
  }

  #tokens(): Record<string, string> {
    return {
      accessToken: `access-${randomUUID()}`,
      accessExpires: new Date(Date.now() + this.lifetime).toISOString(),
      refreshToken: `refresh-${randomUUID()}`,
    };
  }

  #describe(): Record<string, unknown> {
    const now = new Date().toISOString();
    return {
      lectern: 'hub',
      protocol: 1,
      name: 'Test hub',
      fingerprint: this.fingerprint,
      publicKey: this.publicKey,
      epoch: randomUUID(),
      rehearsal: false,
      clock: { hubNow: now, programNow: now },
    };
  }
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  return Buffer.concat(await req.toArray()).toString('utf8');
}

function json(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json' });
  res.end(JSON.stringify(body));
}
