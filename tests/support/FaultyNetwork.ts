import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { formatInviteLink, parseInviteLink } from '#shared/people/inviteLink.ts';

export type FetchedRange = { readonly path: string; readonly range: string | null; bytes: number };

/**
 * Stands between an app and its hub as a bad network does: counts what passes, slows it down, and cuts
 * every connection for a while. HTTP and WebSocket upgrades go through unchanged.
 */
export class FaultyNetwork {
  readonly fetched: FetchedRange[] = [];
  readonly address: string;
  /** Bytes a second of each reply; `null` for as fast as it goes. */
  bytesPerSecond: number | null = null;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private isCut = false;

  private constructor(server: Server, hub: string) {
    this.server = server;
    this.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('connection', (socket) => this.onConnection(socket));
    server.on('request', (asked, answer) => this.forward(hub, asked, answer));
    server.on('upgrade', (asked, socket, head) => this.upgrade(hub, asked, socket as Socket, head));
  }

  static async create(hub: string): Promise<FaultyNetwork> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return new FaultyNetwork(server, hub);
  }

  /** The same invite, through this network. */
  through(invite: string): string {
    const link = parseInviteLink(invite);
    if (!link) throw new Error(`not an invite link: ${invite}`);
    return formatInviteLink({ ...link, address: this.address });
  }

  /** Ends every connection and accepts none until `mend`. */
  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  mend(): void {
    this.isCut = false;
  }

  /** Body bytes of recordings that passed so far. */
  mediaBytes(): number {
    return this.fetched.reduce((sum, f) => sum + f.bytes, 0);
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((done) => this.server.close(() => done()));
  }

  private onConnection(socket: Socket): void {
    if (this.isCut) {
      socket.destroy();
      return;
    }
    this.sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.sockets.delete(socket));
  }

  private forward(hub: string, asked: IncomingMessage, answer: ServerResponse): void {
    const target = new URL(asked.url ?? '/', hub);
    const onward = request(target, { method: asked.method ?? 'GET', headers: asked.headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      const isMedia = target.pathname.endsWith('/bytes') && asked.method === 'GET';
      const entry = { path: target.pathname, range: asked.headers.range ?? null, bytes: 0 };
      if (isMedia) this.fetched.push(entry);
      reply.pipe(this.meter(entry)).pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    asked.pipe(onward);
  }

  private meter(entry: FetchedRange): Transform {
    return new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        entry.bytes += chunk.length;
        if (this.bytesPerSecond === null) done(null, chunk);
        else setTimeout(() => done(null, chunk), (chunk.length / this.bytesPerSecond) * 1000);
      },
    });
  }

  private upgrade(hub: string, asked: IncomingMessage, socket: Socket, head: Buffer): void {
    const { hostname, port } = new URL(hub);
    const onward = connect(Number(port), hostname, () => {
      const headers = asked.rawHeaders.reduce<string[]>((lines, part, i, all) => {
        if (i % 2 === 0) lines.push(`${part}: ${all[i + 1] ?? ''}`);
        return lines;
      }, []);
      onward.write(`${asked.method} ${asked.url} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
      onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
    socket.on('close', () => onward.destroy());
  }
}
