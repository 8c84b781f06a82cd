import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { rm, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { toolCommand } from '../../recordings/work/media/runTool.ts';
import { freePort } from './freePort.ts';

/** What ffmpeg says, at its most talkative, when it listens; it says so at no other level. */
const LISTENS = /end receive buffer size/;
const LISTENING_MS = 10_000;
const TRIES = 3;
/** How long ffmpeg may take to end by itself, then by a signal, in ms. */
const ENDS_MS = 3_000;
const KEPT_WORDS = 4_000;

/** RFC 3550, 6.6: of nobody in particular, which ends ffmpeg's input as the end of a file does. */
const bye = Buffer.from([0x81, 0xcb, 0x00, 0x01, 0, 0, 0, 0]);

function argsOf(description: string, file: string): readonly string[] {
  return [
    ...['-hide_banner', '-nostats', '-nostdin', '-v', 'debug', '-y'],
    // Packets that were lost and sent again come late.
    ...[
      '-protocol_whitelist',
      'file,udp,rtp',
      '-max_delay',
      '500000',
      '-f',
      'sdp',
      '-i',
      `file:${description}`,
    ],
    // Whatever ends ffmpeg, all but the last second is in the file.
    ...['-map', '0', '-c', 'copy', '-flush_packets', '1', '-cluster_time_limit', '1000'],
    ...['-f', 'matroska', `file:${file}`],
  ];
}

/** An ffmpeg that writes what it receives on a port of this machine into a file, as it is. */
export class SegmentFile {
  readonly port: number;
  /** Resolves with the end of what ffmpeg said, once it has ended and the file is closed. */
  readonly ended: Promise<string>;
  readonly #child: ChildProcess;
  #ending: Promise<void> | null = null;

  private constructor(port: number, child: ChildProcess, ended: Promise<string>) {
    this.port = port;
    this.#child = child;
    this.ended = ended;
  }

  /**
   * Resolves when ffmpeg listens. `describe`: the SDP of a port. Throws `RefusedError` cannot-process where there is
   * no ffmpeg, and an error with the end of its words where it does not listen.
   */
  static async open(file: string, describe: (port: number) => string): Promise<SegmentFile> {
    const description = `${file}.sdp`;
    try {
      for (let tried = 1; ; tried += 1) {
        const port = await freePort();
        await writeFile(description, describe(port));
        const opened = await SegmentFile.#start(port, await toolCommand('ffmpeg', argsOf(description, file)));
        if (typeof opened !== 'string') return opened;
        if (tried >= TRIES) throw new Error(`ffmpeg does not listen: ${opened}`);
      }
    } finally {
      await rm(description, { force: true });
    }
  }

  /** What ffmpeg said where it ended instead. */
  static async #start(
    port: number,
    [program, args]: readonly [string, string[]],
  ): Promise<SegmentFile | string> {
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], windowsHide: true });
    let words = '';
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('close', () => resolve(words));
    });
    const listens = new Promise<true>((resolve) => {
      child.stderr?.on('data', (bytes: Buffer) => {
        words = (words + bytes.toString('utf8')).slice(-KEPT_WORDS);
        if (LISTENS.test(words)) resolve(true);
      });
    });
    const late = new AbortController();
    const timer = wait(LISTENING_MS, 'it took too long', { signal: late.signal }).catch(() => '');
    const first = await Promise.race([listens, ended, timer]);
    late.abort();
    if (first === true) return new SegmentFile(port, child, ended);
    child.kill('SIGKILL');
    await ended;
    return first;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Ends the file; resolves when it is whole. */
  end(): Promise<void> {
    this.#ending ??= this.#end();
    return this.#ending;
  }

  async #end(): Promise<void> {
    const isEnded = async (): Promise<boolean> => {
      const late = new AbortController();
      const timer = wait(ENDS_MS, false, { signal: late.signal }).catch(() => false);
      const ended = await Promise.race([this.ended.then(() => true), timer]);
      late.abort();
      return ended;
    };
    await sendBye(this.port);
    if (await isEnded()) return;
    this.#child.kill('SIGINT');
    if (await isEnded()) return;
    this.#child.kill('SIGKILL');
    await this.ended;
  }
}

function sendBye(port: number): Promise<void> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => resolve());
    socket.send(bye, port, '127.0.0.1', () => socket.close(() => resolve()));
  });
}
