import { appendFile, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Journal } from '#electron/sync/Journal.ts';
import { headerBytes, lineBytes, readJournal } from '#electron/sync/journalLines.ts';
import type { Journaled } from '#shared/sync/journal.ts';
import { lines, log, newFolder } from '../support/parts.ts';
import { added, foldOf, owner, progress, starred, uuid } from './entries.ts';

let folder: string;
let path: string;
let journals: Journal[];
beforeEach(async () => {
  folder = await newFolder();
  path = join(folder, 'sample.journal');
  journals = [];
});
afterEach(async () => {
  for (const journal of journals) await journal.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(told: Journaled[] = []): Promise<Journal> {
  const onAppended = (entries: readonly Journaled[]) => void told.push(...entries);
  const journal = await Journal.open({ path, owner, log, clock: () => 1000, onAppended });
  journals.push(journal);
  return journal;
}
async function reopen(): Promise<Journal> {
  await journals.at(-1)?.close();
  return open();
}
const seqs = (journal: Journal) => all(journal).map(({ seq }) => seq);

function all(journal: Journal): readonly Journaled[] {
  const found: Journaled[] = [];
  for (;;) {
    const { entries } = journal.read(found.at(-1)?.seq ?? 0);
    if (entries.length === 0) return found;
    found.push(...entries);
  }
}

describe('S11 an append', () => {
  it('is there after a new start, in its order and with its numbers', async () => {
    const journal = await open();
    expect(await journal.append([progress(1), starred(1)])).toBe(2);
    expect(await journal.append([added(5)])).toBe(3);
    const before = journal.read(0);
    expect(before.entries.map(({ entry }) => entry)).toEqual([progress(1), starred(1), added(5)]);
    expect((await reopen()).read(0)).toEqual(before);
  });

  it('is in the file when it resolves', async () => {
    const journal = await open();
    for (let n = 1; n <= 20; n += 1) {
      await journal.append([progress(n)]);
      expect(readJournal(await readFile(path)).lines.at(-1)?.entry).toEqual(progress(n));
    }
  });

  it('goes to the disk together with those of the same time, each in its order', async () => {
    const told: Journaled[] = [];
    const journal = await open(told);
    const appends = Array.from({ length: 200 }, (_, n) => journal.append([progress(n), progress(n + 0.5)]));
    expect(await Promise.all(appends)).toEqual(appends.map((_, n) => 2 * n + 2));
    expect(told).toEqual(journal.read(0).entries);
    expect(seqs(await reopen())).toEqual(Array.from({ length: 400 }, (_, n) => n + 1));
  });

  it('made at any moment of another one is written too', async () => {
    const journal = await open();
    let made = 0;
    const again = async (): Promise<void> => {
      made += 1;
      await journal.append([progress(made)]);
      if (made < 300) await Promise.all([again(), Promise.resolve().then(again)]);
    };
    await again();
    expect(seqs(journal)).toHaveLength(made);
  });
});

it('reads on after a number, 1,000 at a time', async () => {
  const journal = await open();
  await journal.append(Array.from({ length: 1500 }, (_, n) => progress(n)));
  expect(journal.read(0).entries).toHaveLength(1000);
  expect(journal.read(1000).entries.map(({ seq }) => seq)).toEqual(
    Array.from({ length: 500 }, (_, n) => 1001 + n),
  );
  expect(journal.read(1500)).toMatchObject({ entries: [], last: 1500 });
});

describe('S11 what a crash or a disk did to the file', () => {
  it('a torn end is cut off, and writing goes on behind what was whole', async () => {
    await (await open()).append([progress(1), progress(2)]);
    const whole = await readFile(path);
    await appendFile(path, lineBytes({ seq: 3, time: 0, entry: progress(3) }).subarray(0, 30));
    const journal = await reopen();
    expect(seqs(journal)).toEqual([1, 2]);
    expect(journal.read(0).damaged).toBe(0);
    expect(await readFile(path)).toEqual(whole);
    await journal.append([progress(4)]);
    expect(seqs(await reopen())).toEqual([1, 2, 3]);
  });

  it('a damaged line is set aside in a file of its own and counted; all others are there', async () => {
    const first = await open();
    await first.append([progress(1), added(2), progress(3, 3)]);
    const bytes = await readFile(path);
    bytes[bytes.indexOf('question.vote')] = 0;
    await first.close();
    await writeFile(path, bytes);
    const journal = await open();
    expect(journal.read(0)).toMatchObject({ damaged: 1, last: 3 });
    expect(seqs(journal)).toEqual([1, 3]);
    expect(journal.read(0).generation).not.toBe(first.read(0).generation);
    const aside = (await readdir(folder)).find((name) => name.includes('.damaged-'));
    expect(await readFile(join(folder, aside ?? ''), 'utf8')).toContain('uestion.vote');
    expect(lines.at(-1)).toContain('damaged-journal');
    expect(lines.at(-1)).not.toContain('question');
    expect(await journal.append([progress(4)])).toBe(4);
    expect((await reopen()).read(0)).toMatchObject({ damaged: 0, last: 4 });
  });

  it('a damaged first line costs no entry and begins a new generation', async () => {
    await (await open()).append([progress(1)]);
    const bytes = await readFile(path);
    bytes[30] = 1;
    await writeFile(path, bytes);
    const journal = await reopen();
    expect(seqs(journal)).toEqual([1]);
    expect(journal.read(0).damaged).toBe(1);
  });

  it('a file that is no journal is set aside whole', async () => {
    await writeFile(path, 'something else\n');
    const journal = await open();
    expect(journal.read(0)).toMatchObject({ entries: [], damaged: 1, last: 0 });
    expect(await journal.append([progress(1)])).toBe(1);
  });

  it('an empty file, as a power cut at the very beginning leaves it, is begun anew', async () => {
    await writeFile(path, '');
    expect((await open()).read(0)).toMatchObject({ entries: [], damaged: 0 });
  });
});

describe('S11 what is not ours', () => {
  it('entries of a newer Lectern are not handed out, and not lost', async () => {
    const header = { lectern: 'journal', version: 1, generation: uuid(3), owner, from: 0 } as const;
    const newer = { seq: 1, time: 0, entry: { type: 'note.written', text: 'A sample note' } };
    await writeFile(path, Buffer.concat([headerBytes(header), lineBytes(newer)]));
    const journal = await open();
    expect(journal.read(0)).toMatchObject({ generation: uuid(3), entries: [], last: 1, damaged: 0 });
    expect(await journal.append([progress(2)])).toBe(2);
    await journal.compact();
    expect(readJournal(await readFile(path)).lines[0]).toEqual(newer);
  });

  it('a journal of another account is refused and left alone', async () => {
    const header = { lectern: 'journal', version: 1, generation: uuid(3), from: 0 } as const;
    const bytes = headerBytes({ ...header, owner: { ...owner, accountId: uuid(2) } });
    await writeFile(path, bytes);
    await expect(open()).rejects.toThrow('damaged');
    expect(await readFile(path)).toEqual(bytes);
  });

  it('a journal in a newer form is refused and left alone', async () => {
    const bytes = headerBytes({ lectern: 'journal', version: 2, generation: uuid(3), owner, from: 0 });
    await writeFile(path, bytes);
    await expect(open()).rejects.toThrow('protocol-mismatch');
    expect(await readFile(path)).toEqual(bytes);
  });
});

describe('S11 compaction', () => {
  it('keeps what the entries come to, under another generation, and no number comes twice', async () => {
    const journal = await open();
    await journal.append([added(1), starred(1), ...Array.from({ length: 50 }, (_, n) => progress(n))]);
    const before = journal.read(0);
    await journal.append([{ type: 'agenda.unstarred', workshopId: uuid(100), talkId: uuid(401) }]);
    await journal.compact();
    const after = journal.read(0);
    expect(after.generation).not.toBe(before.generation);
    expect(after.entries.map(({ seq }) => seq)).toEqual([1, 52]);
    expect(after.last).toBe(53);
    const again = await reopen();
    expect(again.read(0)).toEqual(after);
    expect(await again.append([progress(99)])).toBe(54);
  });

  it('comes by itself when a journal grows, and an append made meanwhile is kept', async () => {
    const journal = await open();
    const appends: Promise<number>[] = [];
    for (let n = 0; n < 60; n += 1) {
      appends.push(journal.append(Array.from({ length: 100 }, (_, k) => progress(n * 100 + k, n % 3))));
      if (n % 4 === 0) await appends.at(-1);
    }
    await Promise.all(appends);
    expect(journal.read(0).last).toBe(6000);
    expect(readJournal(await readFile(path)).lines.length).toBeLessThan(4500);
    const told = foldOf(all(await reopen()));
    expect([...told.progress.values()].map(({ second }) => second).sort()).toEqual([5799, 5899, 5999]);
  });

  it('that is cut short leaves the journal as it was', async () => {
    const journal = await open();
    await journal.append([progress(1), progress(2)]);
    const moved = join(folder, 'moved');
    await rename(path, moved);
    await expect(journal.compact()).rejects.toThrow();
    await rename(moved, path);
    expect(await journal.append([progress(3)])).toBe(3);
    expect(seqs(await reopen())).toEqual([1, 2, 3]);
  });
});
