import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export type StageRef = { readonly workshopId: string; readonly sessionId: string };

/** What a stage's process says once it serves. Tokens and ref mean something to ours alone. */
export type StageReady = {
  readonly address: string;
  readonly workers: readonly number[];
  readonly ref: StageRef;
  readonly speakers: readonly string[];
  readonly audience: readonly string[];
};

export type StageWants = {
  readonly speakers: number;
  readonly audience: number;
  readonly workers?: number;
  /** Transports without DTLS, whose RTP goes to that port: for more people than this machine could decode for. */
  readonly plainTo?: number;
};

type StageScript = 'oursProcess' | 'bareProcess' | 'idealProcess' | 'bareChatProcess';

/** A stage in a process of its own, so that its processor and memory are its own: ours, or what ours is set beside. */
export class StageProcess {
  readonly ready: StageReady;
  readonly pid: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, pid: number, ready: StageReady) {
    this.#child = child;
    this.pid = pid;
    this.ready = ready;
  }

  static async start(script: StageScript, wants: StageWants): Promise<StageProcess> {
    const child = fork(join(import.meta.dirname, `${script}.ts`), [JSON.stringify(wants)], {
      execArgv: ['--expose-gc'],
    });
    const failed = once(child, 'exit').then(([code]) => {
      throw new Error(`${script} ended with ${code}`);
    });
    failed.catch(() => undefined); // at the end it is meant to
    const [ready] = (await Promise.race([once(child, 'message'), failed])) as [StageReady];
    if (child.pid === undefined) throw new Error(`${script} has no process`);
    return new StageProcess(child, child.pid, ready);
  }

  /** Bytes that the process uses after its garbage is collected. */
  async usedBytes(): Promise<number> {
    const [answer] = (await this.#ask('memory')) as [number];
    return answer;
  }

  /** Bytes of RTP that the workers have sent so far; of a stage with `plainTo` alone. */
  async sentBytes(): Promise<number> {
    const [answer] = (await this.#ask('sent')) as [number];
    return answer;
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await ended;
  }

  #ask(what: 'memory' | 'sent'): Promise<unknown[]> {
    this.#child.send(what);
    return once(this.#child, 'message');
  }
}
