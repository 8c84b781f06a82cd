import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/**
 * A socket.io client (protocol 5, WebSocket alone) that does as little as can be done with what it hears, so that
 * five hundred of them leave the processor to the server. It counts the events of each name.
 */
export class CountingSocket {
  readonly #socket: Socket;
  readonly #auth: object;
  readonly #acks = new Map<number, (answer: unknown) => void>();
  readonly #counters = new Map<string, (text: () => string) => void>();
  #buffer: Buffer = Buffer.alloc(0);
  #upgraded = false;
  #next = 0;
  #connected: () => void = () => undefined;

  private constructor(address: string, auth: object) {
    const { hostname, port, host } = new URL(address);
    this.#auth = auth;
    this.#socket = connect(Number(port), hostname);
    this.#socket.on('data', (bytes: Buffer) => this.#take(bytes));
    this.#socket.write(
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
    );
  }

  static async open(address: string, auth: object): Promise<CountingSocket> {
    const socket = new CountingSocket(address, auth);
    await new Promise<void>((done) => {
      socket.#connected = done;
    });
    return socket;
  }

  /** Calls back with each event of that name; reading its text is the listener's to do. */
  on(name: string, heard: (text: () => string) => void): void {
    this.#counters.set(`["${name}"`, heard);
  }

  /** Calls back where the server ends it. */
  onLost(lost: () => void): void {
    this.#socket.once('end', lost);
    this.#socket.once('error', lost);
  }

  async ask<T>(name: string, body: unknown): Promise<T> {
    const id = this.#next++;
    const answered = new Promise<unknown>((done) => this.#acks.set(id, done));
    this.#write(`42${id}${JSON.stringify([name, body])}`);
    const answer = (await answered) as { ok?: T };
    if (answer.ok === undefined) throw new Error(`${name}: ${JSON.stringify(answer)}`);
    return answer.ok;
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(bytes: Buffer): void {
    this.#buffer = this.#buffer.length === 0 ? bytes : Buffer.concat([this.#buffer, bytes]);
    if (!this.#upgraded) {
      const end = this.#buffer.indexOf('\r\n\r\n');
      if (end < 0) return;
      this.#upgraded = true;
      this.#buffer = this.#buffer.subarray(end + 4);
    }
    for (let frame = this.#frame(); frame !== null; frame = this.#frame()) this.#hear(frame);
  }

  /** The payload of the next whole frame (RFC 6455, 5.2; a server's are not masked). */
  #frame(): Buffer | null {
    const buffer = this.#buffer;
    if (buffer.length < 2) return null;
    const short = (buffer[1] ?? 0) & 0x7f;
    const start = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (buffer.length < start) return null;
    const length = short < 126 ? short : short === 126 ? buffer.readUInt16BE(2) : buffer.readUInt32BE(6);
    if (buffer.length < start + length) return null;
    this.#buffer = buffer.subarray(start + length);
    return buffer.subarray(start, start + length);
  }

  #hear(frame: Buffer): void {
    const kind = frame.toString('latin1', 0, 2);
    if (kind === '2') this.#write('3');
    else if (kind === '0{') this.#write(`40${JSON.stringify(this.#auth)}`);
    else if (kind === '40') this.#connected();
    else if (kind === '43') this.#acknowledge(frame.toString('utf8', 2));
    else if (kind === '42') {
      const name = frame.toString('latin1', 2, frame.indexOf('"', 4) + 1);
      this.#counters.get(name)?.(() => frame.toString('utf8', 2));
    }
  }

  #acknowledge(text: string): void {
    const at = text.indexOf('[');
    const id = Number(text.slice(0, at));
    this.#acks.get(id)?.((JSON.parse(text.slice(at)) as unknown[])[0]);
    this.#acks.delete(id);
  }

  /** One masked text frame. */
  #write(text: string): void {
    const payload = Buffer.from(text);
    const long = payload.length >= 126;
    const head = Buffer.alloc(long ? 8 : 6);
    head[0] = 0x81;
    head[1] = 0x80 | (long ? 126 : payload.length);
    if (long) head.writeUInt16BE(payload.length, 2);
    const mask = randomBytes(4);
    mask.copy(head, head.length - 4);
    for (let i = 0; i < payload.length; i += 1) payload[i] = (payload[i] ?? 0) ^ (mask[i & 3] ?? 0);
    this.#socket.write(Buffer.concat([head, payload]));
  }
}
