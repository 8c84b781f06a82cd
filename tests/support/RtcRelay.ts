import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';

/** A second address of this machine: a worker and who stands before it have the same port, so not the same address. */
const ADDRESS = '127.0.0.2';

/**
 * Stands between apps and a media worker on 127.0.0.1, UDP alone, as a router does that translates addresses: each
 * way has a socket of its own, and ways can be closed.
 */
export class RtcRelay {
  /** What the hub announces. */
  readonly address = ADDRESS;
  readonly port: number;
  readonly #front: Socket;
  readonly #ways = new Map<string, Socket>();
  readonly #closed = new Set<string>();
  #opensNew = true;

  private constructor(front: Socket) {
    this.#front = front;
    this.port = front.address().port;
    front.on('message', (packet, from) => this.#inwards(packet, from));
  }

  static async create(): Promise<RtcRelay> {
    const front = createSocket('udp4');
    await new Promise<void>((done, failed) => {
      front.once('error', failed);
      front.bind(0, ADDRESS, done);
    });
    return new RtcRelay(front);
  }

  /** Those that are used, or were. */
  get ways(): ReadonlySet<string> {
    return new Set(this.#ways.keys());
  }

  /** Nothing comes through by these any more. `opensNew`: a way from another port is open. */
  closeWays(ways: ReadonlySet<string>, opensNew: boolean): void {
    for (const way of ways) this.#closed.add(way);
    this.#opensNew = opensNew;
  }

  /** From now on new ways are open; the closed ones stay so. */
  openNew(): void {
    this.#opensNew = true;
  }

  close(): void {
    this.#front.close();
    for (const back of this.#ways.values()) back.close();
  }

  #inwards(packet: Buffer, from: RemoteInfo): void {
    const way = `${from.address}:${from.port}`;
    const known = this.#ways.get(way);
    if (this.#closed.has(way) || (!known && !this.#opensNew)) return;
    const back = known ?? this.#open(way, from);
    back.send(packet, this.port, '127.0.0.1');
  }

  #open(way: string, to: RemoteInfo): Socket {
    const back = createSocket('udp4');
    back.on('message', (packet) => {
      if (!this.#closed.has(way)) this.#front.send(packet, to.port, to.address);
    });
    this.#ways.set(way, back);
    return back;
  }
}
