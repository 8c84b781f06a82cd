import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The bare stage in a process of its own, at an address of the network that it is in. */
export class BareProcess {
  readonly address: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, address: string) {
    this.#child = child;
    this.address = address;
  }

  /** `within`: what a command begins with to run in that network. */
  static async start(within: readonly string[], ip: string): Promise<BareProcess> {
    const script = join(import.meta.dirname, '..', 'bareStage', 'process.ts');
    const [program = '', ...rest] = [...within, process.execPath, script, ip];
    const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
    const failed = once(child, 'exit').then(([code]) => {
      throw new Error(`the bare stage ended with ${code}`);
    });
    failed.catch(() => undefined); // at the end it is meant to
    const [said] = (await Promise.race([once(child.stdout, 'data'), failed])) as [Buffer];
    return new BareProcess(child, said.toString().trim());
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await ended;
  }
}
