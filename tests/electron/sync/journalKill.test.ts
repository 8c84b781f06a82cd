import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Journal } from '#electron/sync/Journal.ts';
import { readJournal } from '#electron/sync/journalLines.ts';
import { log, newFolder } from '../support/parts.ts';
import { owner, progress } from './entries.ts';

const child = resolve(import.meta.dirname, 'appendInChild.ts');
const seed = 20_261_121;
const ROUNDS = 8;
const [waits] = fc.sample(fc.array(fc.nat(120), { minLength: ROUNDS, maxLength: ROUNDS }), {
  numRuns: 1,
  seed,
});

/** Appends in a child until it has said something, then kills it after `wait` ms. @returns the last number it said */
async function killWhileAppending(path: string, wait: number): Promise<number> {
  const running = spawn(process.execPath, [child, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  const closed = once(running, 'close');
  const begun = new Promise<void>((done) => {
    running.stdout.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      done();
    });
  });
  await Promise.race([begun, closed]);
  await new Promise((done) => setTimeout(done, wait));
  running.kill('SIGKILL');
  await closed;
  return Math.max(...said.split('\n').slice(0, -1).map(Number));
}

it(`S11 after a kill at a random moment every append that resolved is there and none is torn (seed ${seed})`, async () => {
  const folder = await newFolder();
  const path = join(folder, 'sample.journal');
  let before = 0;
  for (const wait of waits ?? []) {
    const said = await killWhileAppending(path, wait);
    expect(said).toBeGreaterThan(before);
    const inFile = readJournal(await readFile(path)).lines.map(({ seq }) => seq);
    const journal = await Journal.open({ path, owner, log, clock: Date.now });
    const { last, damaged } = journal.read(0);
    expect(damaged).toBe(0);
    expect(last).toBeGreaterThanOrEqual(said);
    for (const { seq, entry } of journal.read(0).entries) {
      const kind = ((seq - 1) % 3) + 1;
      expect(entry).toEqual(kind === 1 ? progress(1) : progress(kind, kind));
    }
    expect(inFile.at(-1)).toBe(last);
    await journal.close();
    before = last;
  }
  await rm(folder, { recursive: true });
}, 60_000);
