import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { createContext } from '../../scripts/setup/context.mjs';

export function tempFolder() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lectern-scripts-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A context whose cache, checkout and output are the test's own. */
export function machine(changes: Parameters<typeof createContext>[0] = {}) {
  const folder = tempFolder();
  const lines: string[] = [];
  const log = {
    line: (text: string) => void lines.push(text),
    progress: () => undefined,
    clear: () => undefined,
  };
  const env = { PATH: process.env.PATH, LECTERN_CACHE: path.join(folder, 'cache'), ...changes.env };
  const context = createContext({ root: path.join(folder, 'checkout'), log, ...changes, env });
  return { folder, lines, context };
}

export async function serve(handle: http.RequestListener) {
  const server = http.createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An address on which nobody listens. */
export async function deadAddress() {
  const server = http.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
