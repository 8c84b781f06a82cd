import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const asRoot = process.getuid?.() === 0;
/** PostgreSQL refuses to run as root; its packages make this user for it. */
const account = 'postgres';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Runs one of PostgreSQL's programs, as its own user where this one is root. */
async function program(bin: string, name: string, args: readonly string[]): Promise<void> {
  const command = [join(bin, name), ...args];
  const ids = ['--reuid', account, '--regid', account, '--init-groups', '--'];
  const [first = '', ...rest] = asRoot ? ['setpriv', ...ids, ...command] : command;
  await run(first, rest, { cwd: '/', env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' } });
}

async function own(path: string): Promise<void> {
  if (!asRoot) return;
  const id = async (flag: string) => Number((await run('id', [flag, account])).stdout.trim());
  await chown(path, await id('-u'), await id('-g'));
}

/** A PostgreSQL server in a folder and on a port of its own, that goes on until it is stopped. */
export class Cluster {
  readonly #bin: string;
  readonly #folder: string;

  constructor(bin: string, folder: string) {
    this.#bin = bin;
    this.#folder = folder;
  }

  /** Returns the URL of its `postgres` database, for the user who may do everything. */
  async start(): Promise<string> {
    const password = randomBytes(12).toString('hex');
    await mkdir(this.#folder, { recursive: true });
    await own(this.#folder);
    const secret = join(this.#folder, 'password');
    await writeFile(secret, password, { mode: 0o600 });
    await own(secret);
    const auth = ['--auth=scram-sha-256', `--pwfile=${secret}`, '--username=tester'];
    const words = ['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'];
    await program(this.#bin, 'initdb', ['-D', this.#data, ...auth, ...words]);
    const port = await freePort();
    // What is on disk when a test's server dies is no test's question here.
    const settings = ['fsync=off', 'max_connections=300', 'listen_addresses=127.0.0.1', `port=${port}`];
    const options = [...settings, 'unix_socket_directories=', 'shared_buffers=64MB'].map(
      (one) => `-c ${one}`,
    );
    const log = join(this.#folder, 'log');
    try {
      await program(this.#bin, 'pg_ctl', [
        '-D',
        this.#data,
        '-l',
        log,
        '-w',
        '-o',
        options.join(' '),
        'start',
      ]);
    } catch (error) {
      throw new Error(`PostgreSQL did not start: ${await readFile(log, 'utf8')}`, { cause: error });
    }
    return `postgres://tester:${password}@127.0.0.1:${port}/postgres`;
  }

  async stop(): Promise<void> {
    await program(this.#bin, 'pg_ctl', ['-D', this.#data, '-m', 'immediate', '-w', 'stop']);
  }

  get #data(): string {
    return join(this.#folder, 'data');
  }
}
