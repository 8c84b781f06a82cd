import { mkdtemp, readFile } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import { FakeHub } from './FakeHub.ts';

/** Answers a request in its own way; false leaves it to the hub. */
export type TusFault = (req: IncomingMessage, res: ServerResponse) => boolean;

/** A hub that takes uploads by the real tus server, into a folder. */
export class TusHub {
  readonly hub: FakeHub;
  readonly folder: string;
  /** Requests for uploads, in order: the method, and the bytes of the body that came. */
  readonly asked: { method: string; token: string; bytes: number }[] = [];
  fault: TusFault = () => false;
  /** Most PATCH requests that were open at the same time. */
  most = 0;
  #open = 0;

  private constructor(hub: FakeHub, folder: string) {
    this.hub = hub;
    this.folder = folder;
    const route = `/v1/workshops/${hub.workshopId}/uploads`;
    const tus = new Server({
      path: route,
      datastore: new FileStore({ directory: folder }),
      namingFunction: (_req, metadata) => String(metadata?.id),
      // As a proxy that says another host than its own.
      generateUrl: (_req, { path, id }) => `https://elsewhere.example${path}/${id}`,
    });
    const [others] = hub.server.listeners('request') as RequestListener[];
    hub.server.removeAllListeners('request');
    hub.server.on('request', (req: IncomingMessage, res: ServerResponse) => {
      if (!req.url?.startsWith(route)) others?.(req, res as ServerResponse & { req: IncomingMessage });
      else this.#answer(tus, req, res);
    });
  }

  static async start(certificate: Parameters<typeof FakeHub.start>[0] = null): Promise<TusHub> {
    const folder = await mkdtemp(join(tmpdir(), 'lectern-tus-'));
    return new TusHub(await FakeHub.start(certificate), folder);
  }

  received(uploadId: string): Promise<Buffer> {
    return readFile(join(this.folder, uploadId));
  }

  /** Bytes of all bodies that came. */
  get bytes(): number {
    return this.asked.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  #answer(tus: Server, req: IncomingMessage, res: ServerResponse): void {
    const method = req.method ?? '';
    const entry = { method, token: req.headers.authorization ?? '', bytes: 0 };
    this.asked.push(entry);
    if (this.fault(req, res)) return;
    if (method === 'PATCH') {
      this.#open += 1;
      this.most = Math.max(this.most, this.#open);
      res.once('close', () => {
        this.#open -= 1;
      });
    }
    req.on('data', (piece: Buffer) => {
      entry.bytes += piece.length;
    });
    req.pause();
    tus.handle(req, res).catch((error: unknown) => res.destroy(error instanceof Error ? error : undefined));
  }
}
