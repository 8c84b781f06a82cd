import { EventEmitter } from 'node:events';
import fs from 'node:fs/promises';
import net from 'node:net';
import { lockFile, withLock } from '../setup/lock.mjs';

/**
 * The starters of one checkout hold a connection to the one that keeps the hub, so that it knows when the last
 * window has closed and they know when the hub ends, however either of them dies.
 *
 * @typedef {{ role: 'keeper', say(word: 'ready' | 'bye'): void, whenAlone(): Promise<void>, close(): void }} Keeper
 *   say: 'ready' is also told to those who come later
 * @typedef {{ role: 'guest', ready: Promise<boolean>, left: Promise<'bye' | 'lost'>, close(): void }} Guest
 *   ready: false when the keeper ended before its hub was ready
 */

/** @param {string} address @returns {Promise<net.Socket | null>} */
function connect(address) {
  return new Promise((resolve) => {
    const socket = net.connect(address);
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(null));
  });
}

/** @param {net.Socket} socket @returns {Guest} */
function asGuest(socket) {
  let heard = '';
  let saidBye = false;
  /** @type {(value: boolean) => void} */
  let setReady = () => undefined;
  const ready = new Promise((/** @type {(value: boolean) => void} */ resolve) => {
    setReady = resolve;
  });
  socket.on('error', () => undefined);
  socket.on('data', (data) => {
    heard += data.toString();
    if (heard.includes('ready\n')) setReady(true);
    saidBye = heard.includes('bye\n');
  });
  const left = new Promise((/** @type {(value: 'bye' | 'lost') => void} */ resolve) => {
    socket.once('close', () => {
      setReady(false);
      resolve(saidBye ? 'bye' : 'lost');
    });
  });
  return { role: 'guest', ready, left, close: () => socket.end() };
}

/** @param {string} address @returns {Promise<Keeper>} */
async function asKeeper(address) {
  /** @type {Set<net.Socket>} */
  const guests = new Set();
  const changes = new EventEmitter();
  let isReady = false;
  const server = net.createServer((socket) => {
    guests.add(socket);
    if (isReady) socket.write('ready\n');
    socket.on('error', () => undefined);
    socket.on('data', () => undefined);
    socket.once('close', () => {
      guests.delete(socket);
      if (guests.size === 0) changes.emit('alone');
    });
  });
  await new Promise((/** @type {(value: void) => void} */ resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => resolve());
  });
  return {
    role: 'keeper',
    say(word) {
      isReady ||= word === 'ready';
      for (const socket of guests) socket.write(`${word}\n`);
    },
    whenAlone: () =>
      new Promise((resolve) => {
        if (guests.size === 0) resolve();
        else changes.once('alone', resolve);
      }),
    close() {
      server.close();
      for (const socket of guests) socket.end();
    },
  };
}

/**
 * Joins the meeting of this checkout's starters; the first to come keeps the hub.
 * @param {string} address a Unix socket's path, or a named pipe's
 * @param {import('../setup/context.mjs').Context} context
 * @returns {Promise<Keeper | Guest>}
 */
export function joinMeeting(address, context) {
  return withLock(lockFile(context, 'meeting', context.root), context, async () => {
    const socket = await connect(address);
    if (socket) return asGuest(socket);
    // What a killed keeper left: nobody answers on it, and nobody else may be making a new one.
    if (context.platform !== 'win32') await fs.rm(address, { force: true });
    return asKeeper(address);
  });
}
