import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const demoInvites = z.object({
  attendee: z.string(),
  attendee2: z.string(),
  speaker: z.string(),
  moderator: z.string(),
  organizer: z.string(),
});
const readyFile = z.object({ address: z.url(), pid: z.int(), invites: z.unknown() });

export type HubOptions = {
  /** Seeds the five workshops and the five people; true where left out. */
  readonly demo?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** What its command begins with, so as to run in a network namespace. */
  readonly within?: readonly string[];
  /** A folder to keep; where left out, a temporary one that `stop` removes. */
  readonly dataFolder?: string;
};

/** How a hub process ended. */
export type HubExit = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** A real hub in a process of its own. */
export type StartedHub = {
  readonly address: string;
  readonly dataFolder: string;
  /** Invite links by name; throws without a demo. */
  readonly invites: z.infer<typeof demoInvites>;
  readonly pid: number;
  /** What it has printed so far. */
  output(): string;
  /** SIGTERM, and waits for its end; then removes its temporary folder. */
  stop(): Promise<HubExit>;
  /** SIGTERM, and waits for its end; the folder stays. */
  terminate(): Promise<HubExit>;
  /** SIGKILL: as a power cut leaves it. */
  kill(): Promise<void>;
  /** Starts it again after `terminate` or `kill`: same folder, same port. */
  restart(): Promise<void>;
};

class HubProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<HubExit>;
  stdout = '';
  stderr = '';

  constructor(
    env: Readonly<Record<string, string>>,
    args: readonly string[] = [],
    within: readonly string[] = [],
  ) {
    const command = [...within, process.execPath, join(root, 'server/index.ts'), ...args];
    const [program = '', ...rest] = command;
    this.child = spawn(program, rest, {
      cwd: root,
      env: { ...process.env, DATABASE_URL: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.on('data', (bytes: Buffer) => {
      this.stdout += bytes.toString();
    });
    this.child.stderr?.on('data', (bytes: Buffer) => {
      this.stderr += bytes.toString();
    });
    this.ended = once(this.child, 'close').then(([code]) => ({
      code: code as number | null,
      stdout: this.stdout,
      stderr: this.stderr,
    }));
  }

  /** Resolves when it says that it is ready; rejects with what it printed where it ends before. */
  async ready(): Promise<void> {
    const said = new Promise<true>((resolve) => {
      this.child.stdout?.on('data', () => {
        if (this.stdout.includes('lectern hub ready at ')) resolve(true);
      });
    });
    const first = await Promise.race([said, this.ended]);
    if (first !== true) throw new Error(`the hub did not start: ${this.stderr}${this.stdout}`);
  }
}

/** Runs a hub that is expected to end by itself, and says how. */
export function runHub(
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<HubExit> {
  return new HubProcess(env, args).ended;
}

/** Starts a hub from source on any free port, and returns when it is ready. */
export async function startHub(options: HubOptions = {}): Promise<StartedHub> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'lectern-hub-')));
  const env = (port: string) => ({
    LECTERN_DATA: dataFolder,
    LECTERN_PORT: port,
    LECTERN_DEMO: options.demo === false ? '0' : '1',
    ...options.env,
  });
  const start = async (port: string) => {
    const hub = new HubProcess(env(port), [], options.within);
    await hub.ready();
    const ready = readyFile.parse(JSON.parse(await readFile(join(dataFolder, 'ready.json'), 'utf8')));
    return { hub, ready };
  };
  let current = await start(options.env?.LECTERN_PORT ?? '0');
  const terminate = () => {
    current.hub.child.kill('SIGTERM');
    return current.hub.ended;
  };
  return {
    get address() {
      return current.ready.address;
    },
    get invites() {
      return demoInvites.parse(current.ready.invites);
    },
    get pid() {
      return current.ready.pid;
    },
    dataFolder,
    output: () => current.hub.stdout + current.hub.stderr,
    terminate,
    stop: async () => {
      const exit = await terminate();
      if (options.dataFolder === undefined) await rm(dataFolder, { recursive: true, force: true });
      return exit;
    },
    kill: async () => {
      current.hub.child.kill('SIGKILL');
      await current.hub.ended;
    },
    restart: async () => {
      current = await start(new URL(current.ready.address).port);
    },
  };
}
