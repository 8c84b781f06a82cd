import { createHash } from 'node:crypto';
import { realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { errorCode } from '../files/errors.ts';

/** Longest path of a socket that every Unix takes. */
const LONGEST = 100;

/** The file by which a folder is locked, where it lies in the folder itself. */
export const LOCK_NAME = 'owner.sock';

/**
 * Holds a folder for this process (design rule S12). The lock is a listening socket, so that it ends with
 * the process, however that ends. A disk that takes no sockets is locked by one beside it. Throws
 * `RefusedError('folder-taken')` where another process holds the folder.
 * @returns what lets go of it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const real = await realpath(folder);
  const inside = join(real, LOCK_NAME);
  const beside = besideOf(real);
  if (process.platform === 'win32' || inside.length > LONGEST) return hold(await take(beside, folder));
  try {
    return hold(await take(inside, folder));
  } catch (error) {
    if (error instanceof RefusedError) throw error;
    return hold(await take(beside, folder));
  }
}

function besideOf(folder: string): string {
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 24);
  return process.platform === 'win32'
    ? `\\\\.\\pipe\\lectern-${hash}`
    : join(tmpdir(), `lectern-${hash}.sock`);
}

async function take(path: string, folder: string): Promise<Server> {
  try {
    return await listen(path);
  } catch (error) {
    if (errorCode(error) !== 'EADDRINUSE') throw error;
    if (await answers(path)) throw new RefusedError('folder-taken', `another Lectern uses ${folder}`);
    await rm(path, { force: true });
    return listen(path);
  }
}

function hold(server: Server): () => Promise<void> {
  server.unref();
  return () => new Promise((resolve) => server.close(() => resolve()));
}

function listen(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen(path, () => resolve(server));
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
