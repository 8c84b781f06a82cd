import { createSocket, type Socket } from 'node:dgram';

/** One RTP stream of packets that never change, as a microphone or a camera sends them (RFC 3550, RFC 7741). */
export type RtpStream = {
  readonly port: number;
  readonly ssrc: number;
  readonly payloadType: number;
  /** Of one packet, without its header. */
  readonly bytes: number;
  readonly perSecond: number;
  readonly clockRate: number;
};

const TICK_MS = 20;

/** Sends streams to ports of this machine at their pace, while it is asked to. */
export class RtpSender {
  readonly #socket: Socket = createSocket('udp4');
  readonly #streams: readonly RtpStream[];
  readonly #sent = new Map<RtpStream, number>();
  /** How long it has sent so far, in ms: the streams go on from there. */
  #lasted = 0;

  constructor(streams: readonly RtpStream[]) {
    this.#streams = streams;
  }

  async sendFor(milliseconds: number): Promise<void> {
    const end = this.#lasted + milliseconds;
    const start = performance.now() - this.#lasted;
    while (this.#lasted < end) {
      this.#lasted = performance.now() - start;
      for (const stream of this.#streams) {
        this.#sendUntil(stream, Math.floor((this.#lasted / 1000) * stream.perSecond));
      }
      await new Promise((done) => setTimeout(done, TICK_MS));
    }
  }

  close(): void {
    this.#socket.close();
  }

  #sendUntil(stream: RtpStream, due: number): void {
    for (let index = this.#sent.get(stream) ?? 0; index < due; index += 1) {
      this.#socket.send(packetOf(stream, index), stream.port, '127.0.0.1');
    }
    this.#sent.set(stream, due);
  }
}

function packetOf({ ssrc, payloadType, bytes, perSecond, clockRate }: RtpStream, index: number): Buffer {
  const packet = Buffer.alloc(12 + bytes);
  packet[0] = 0x80;
  packet[1] = 0x80 | payloadType;
  packet.writeUInt16BE(index & 0xffff, 2);
  packet.writeUInt32BE(Math.floor((index * clockRate) / perSecond) % 2 ** 32, 4);
  packet.writeUInt32BE(ssrc, 8);
  // A VP8 descriptor that begins a partition, and a key frame after it: every packet can be the first.
  packet[12] = 0x10;
  return packet;
}
