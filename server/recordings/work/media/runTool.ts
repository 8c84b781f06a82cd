import { execFile, spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import os from 'node:os';
import { delimiter, join } from 'node:path';
import { RefusedError } from '#shared/contracts/refusals.ts';

/** Where the work is less urgent than everything that people wait for. */
const LOW_PRIORITY = 15;
/** What is kept of what a tool says, in characters; the end of it is what matters. */
const KEPT_WORDS = 8_000;
/** The most that a tool may answer where the answer is kept, in bytes. */
const KEPT_ANSWER = 16 * 1024 * 1024;

export type Tool = 'ffmpeg' | 'ffprobe';
export type ToolRun = {
  readonly signal: AbortSignal;
  /** The longest that it may take, in seconds. */
  readonly seconds: number;
  /** Gets what it prints, which is not kept then. */
  readonly onOutput?: (bytes: Buffer) => void;
};

/** A tool that ended with a fault of its own; `words`: the end of what it said. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
  readonly words: string;

  constructor(tool: string, words: string) {
    super(`${tool}: ${words.trim().split('\n').at(-1) ?? 'ended'}`);
    this.words = words;
  }
}

async function onPath(name: string): Promise<string | null> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const ending of process.platform === 'win32' ? ['.exe'] : ['']) {
      const file = join(folder, name + ending);
      const found = await access(file, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (folder !== '' && found) return file;
    }
  }
  return null;
}

/** How a system's `setpriv` is asked to end what it starts when this process ends, however that ends. */
const bound = ['--pdeathsig', 'KILL', '--'] as const;
const ableToBind = new Set<string>();

/** Small systems have a `setpriv` that knows less. */
async function canBind(setpriv: string): Promise<boolean> {
  if (ableToBind.has(setpriv)) return true;
  const can = await new Promise<boolean>((resolve) => {
    execFile(setpriv, [...bound, 'true'], (error) => resolve(error === null));
  });
  if (can) ableToBind.add(setpriv);
  return can;
}

/**
 * How a tool is started, as a process that ends with the hub, however the hub ends, where the system can do that.
 * Throws `RefusedError` cannot-process where the hub has no such tool.
 */
export async function toolCommand(tool: Tool, args: readonly string[]): Promise<readonly [string, string[]]> {
  const file = await onPath(tool);
  if (file === null) throw new RefusedError('cannot-process', `the hub has no ${tool}`);
  return commandOf(file, args);
}

async function commandOf(file: string, args: readonly string[]): Promise<readonly [string, string[]]> {
  const setpriv = process.platform === 'linux' ? await onPath('setpriv') : null;
  if (setpriv === null || !(await canBind(setpriv))) return [file, [...args]];
  return [setpriv, [...bound, file, ...args]];
}

function lower(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    os.setPriority(pid, LOW_PRIORITY);
  } catch (error) {
    // It may have ended already, and where the system does not allow this, the work is as urgent as all else.
    const { code = '' } = (error as { info?: { code?: string } }).info ?? {};
    if (!['ESRCH', 'EPERM', 'EACCES'].includes(code)) throw error;
  }
}

/** Throws `RefusedError` cannot-process where the disk was full, whatever else was said. */
export function assertRoom(words: string): void {
  if (/No space left on device|ENOSPC|disk is full|Disk quota exceeded/i.test(words)) {
    throw new RefusedError('cannot-process', "the hub's disk is full");
  }
}

/** What a tool says is told to people, to whom it says nothing where the hub has its files. */
function withoutPaths(words: string, args: readonly string[]): string {
  const files = args.filter((arg) => arg.startsWith('file:'));
  return files.reduce(
    (text, file) => text.replaceAll(file, 'the file').replaceAll(file.slice('file:'.length), 'the file'),
    words,
  );
}

type Ended = {
  readonly code: number | null;
  readonly words: string;
  readonly answer: string;
  /** Why it was ended here; `null` where it ended by itself. */
  readonly killed: 'late' | 'too much' | null;
};

/** Rejects where the process could not be started. */
function ended(
  program: string,
  args: readonly string[],
  { signal, seconds, onOutput }: ToolRun,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    // Before anything else: where the hub can open no more files, there is a child without streams.
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    let words = '';
    let killed: Ended['killed'] = null;
    const answer: Buffer[] = [];
    let size = 0;
    const kill = () => child.kill('SIGKILL');
    const limit = setTimeout(() => {
      killed = 'late';
      kill();
    }, seconds * 1000);
    signal.addEventListener('abort', kill, { once: true });
    const settle = () => {
      clearTimeout(limit);
      signal.removeEventListener('abort', kill);
    };
    child.once('close', (code) => {
      settle();
      resolve({ code, words, answer: Buffer.concat(answer).toString('utf8'), killed });
    });
    child.stdout?.on('data', (bytes: Buffer) => {
      if (onOutput) return onOutput(bytes);
      size += bytes.length;
      if (size <= KEPT_ANSWER) return answer.push(bytes);
      killed = 'too much';
      return kill();
    });
    child.stderr?.on('data', (bytes: Buffer) => {
      words = (words + bytes.toString('utf8')).slice(-KEPT_WORDS);
    });
    lower(child.pid);
  });
}

/**
 * Runs ffmpeg or ffprobe as a process of low priority, without a shell, and resolves to what it printed.
 * Throws `RefusedError` cannot-process where it is missing, took too long, had no room or was ended by the
 * system; `ToolError` where it failed; and the signal's reason where it was ended by that.
 */
export async function runTool(tool: Tool, args: readonly string[], run: ToolRun): Promise<string> {
  const { signal, seconds } = run;
  signal.throwIfAborted();
  const [program, all] = await toolCommand(tool, args);
  signal.throwIfAborted();
  const { code, words, answer, killed } = await ended(program, all, run);
  signal.throwIfAborted();
  assertRoom(words);
  if (killed === 'late') throw new RefusedError('cannot-process', `${tool} took longer than ${seconds} s`);
  if (code === null && killed === null) {
    throw new RefusedError('cannot-process', `${tool} was ended by the system`);
  }
  if (code !== 0) throw new ToolError(tool, withoutPaths(words, args));
  return answer;
}
