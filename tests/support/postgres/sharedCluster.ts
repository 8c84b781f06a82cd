import { access, chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { createContext } from '../../../scripts/setup/context.mjs';
import { findPostgres, postgresMissing } from '../../../scripts/setup/postgres.mjs';
import { Cluster } from './Cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the run's cluster lies, once one of its tests has asked for it. */
    readonly clusterFolder: string;
  }
}

const there = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Where PostgreSQL's programs are. Throws the sentence that says how to get them. */
export async function postgresPrograms(context = createContext(), folder?: string): Promise<string> {
  const bin = await findPostgres(context, folder);
  if (bin === null) throw new Error(await postgresMissing(context));
  return bin;
}

async function begin(folder: string): Promise<void> {
  try {
    const url = await new Cluster(await postgresPrograms(), join(folder, 'cluster')).start();
    await writeFile(join(folder, 'url.part'), url);
    await rename(join(folder, 'url.part'), join(folder, 'url'));
  } catch (error) {
    await writeFile(join(folder, 'failed'), (error as Error).message);
  }
}

/**
 * The URL of the server for tests: the one that LECTERN_TEST_DATABASE_URL names, else this run's own,
 * which the first test that asks for it starts. Throws where there can be none, saying why.
 */
export async function serverUrl(folder: string): Promise<string> {
  const given = process.env.LECTERN_TEST_DATABASE_URL;
  if (given) return given;
  const mine = await mkdir(join(folder, 'claimed')).then(
    () => true,
    () => false,
  );
  if (mine) await begin(folder);
  for (;;) {
    if (await there(join(folder, 'failed'))) throw new Error(await readFile(join(folder, 'failed'), 'utf8'));
    if (await there(join(folder, 'url'))) return readFile(join(folder, 'url'), 'utf8');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Vitest's set-up of a run: a folder for a cluster, which is stopped and removed at its end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-postgres-'));
  // The server's own user has to reach what lies in it.
  await chmod(folder, 0o711);
  project.provide('clusterFolder', folder);
  return async () => {
    if (await there(join(folder, 'cluster', 'data', 'postmaster.pid'))) {
      await new Cluster(await postgresPrograms(), join(folder, 'cluster')).stop();
    }
    await rm(folder, { recursive: true, force: true });
  };
}
