import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import electronLog from 'electron-log/node.js';
import { errorCode } from '../files/errors.ts';
import type { Log } from '../files/Log.ts';
import { scrub } from './scrub.ts';

/** The log file of a profile, `logs/main.log`, without tokens. */
export function openLog(
  profile: string,
): Log & { readonly lastLines: (count: number) => Promise<readonly string[]> } {
  const path = join(profile, 'logs', 'main.log');
  electronLog.transports.file.resolvePathFn = () => path;
  electronLog.transports.file.maxSize = 2 * 1024 * 1024;
  electronLog.transports.console.level = 'warn';
  return {
    info: (text) => electronLog.info(scrub(text)),
    warn: (text) => electronLog.warn(scrub(text)),
    error: (text) => electronLog.error(scrub(text)),
    lastLines: async (count) => {
      const text = await readFile(path, 'utf8').catch((error: unknown) => {
        if (errorCode(error) === 'ENOENT') return '';
        throw error;
      });
      return text.trimEnd().split('\n').slice(-count);
    },
  };
}
