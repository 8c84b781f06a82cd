import fs from 'node:fs/promises';
import path from 'node:path';
import { installPackages } from './debian.mjs';
import { findProgram } from './findProgram.mjs';
import { namePackages } from './otherSystems.mjs';

/** @typedef {import('./context.mjs').Context} Context */
/** @typedef {Pick<Context, 'env' | 'platform'>} Where */

const purpose = 'The tests of the hub on PostgreSQL need';
const oldest = 14;
/** Debian's packages of several versions lie side by side there, outside the PATH. */
const debianFolder = '/usr/lib/postgresql';

/** @param {Where} where @param {string} folder */
async function newestIn({ platform }, folder) {
  const names = await fs.readdir(folder).catch(() => /** @type {string[]} */ ([]));
  const versions = names.map(Number).filter((version) => version >= oldest);
  for (const version of versions.toSorted((a, b) => b - a)) {
    const bin = path.join(folder, String(version), 'bin');
    if (await findProgram({ env: { PATH: bin }, platform }, 'initdb')) return bin;
  }
  return null;
}

/**
 * The folder of PostgreSQL's own programs, which start a server of the tests' own.
 * @param {Where} where
 * @param {string} [folder]
 */
export async function findPostgres(where, folder = debianFolder) {
  const bin = await newestIn(where, folder);
  if (bin) return bin;
  const initdb = await findProgram(where, 'initdb');
  return initdb ? path.dirname(initdb) : null;
}

/**
 * Why those tests cannot run here, as one sentence.
 * @param {Context} context
 */
export async function postgresMissing(context) {
  return (await namePackages(context, purpose, ['postgresql'])).message;
}

/** A server for the tests of the hub on PostgreSQL; hubs themselves run without. */
export const postgresStep = {
  name: 'postgres',
  title: 'PostgreSQL, for its tests',
  mend: 'npm test as root on Debian, or install PostgreSQL 14 or newer, or let LECTERN_TEST_DATABASE_URL name a server',
  /** @param {Context} context */
  async find(context) {
    if (context.env.LECTERN_TEST_DATABASE_URL) return 'the server that LECTERN_TEST_DATABASE_URL names';
    return findPostgres(context);
  },
  /** @param {Context} context */
  make: (context) => installPackages(context, [['postgresql']], purpose),
};
