import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Journal } from '#electron/sync/Journal.ts';
import { JournalFile } from '#electron/sync/JournalFile.ts';
import { Journals } from '#electron/sync/Journals.ts';
import { readJournal } from '#electron/sync/journalLines.ts';
import { log, newFolder } from '../support/parts.ts';
import { owner, progress } from './entries.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(path: string): Promise<Journal> {
  const journal = await Journal.open({ path, owner, log, clock: Date.now });
  closing.push(() => journal.close());
  return journal;
}

async function smallDisk(kib: number): Promise<string | null> {
  const folder = await newFolder();
  const mount = ['-t', 'tmpfs', '-o', `size=${kib}k`, 'tmpfs', folder];
  if (spawnSync('/bin/mount', mount).status !== 0) return null;
  closing.push(async () => execFileSync('/bin/umount', ['-l', folder]));
  return folder;
}

const canMount = (await smallDisk(64)) !== null;
for (const close of closing.splice(0)) await close();
/** Without the right to mount a disk of its own this cannot be brought about; it then says so by its title. */
const onSmallDisk = canMount ? it : it.skip;

describe('S11 a full disk', () => {
  onSmallDisk(
    '(needs a mount) refuses by name, leaves nothing half-written, and goes on when there is room',
    async () => {
      const folder = await smallDisk(256);
      if (folder === null) throw new Error('no disk');
      const path = join(folder, 'sample.journal');
      const journal = await open(path);
      const batch = Array.from({ length: 100 }, (_, n) => progress(n));
      let last = 0;
      for (;;) {
        const saved = await journal.append(batch).then(
          (seq) => seq,
          (error: Error) => error,
        );
        if (typeof saved !== 'number') {
          expect(saved.message).toBe('disk-full');
          break;
        }
        last = saved;
      }
      expect(last).toBeGreaterThan(100);
      const read = readJournal(await readFile(path));
      expect(read.lines.at(-1)?.seq).toBe(last);
      expect(read.end).toBe((await readFile(path)).length);
      expect(journal.read(0).last).toBe(last);
      execFileSync('/bin/mount', ['-o', 'remount,size=1m', folder]);
      expect(await journal.append([progress(1)])).toBe(last + 1);
      expect(readJournal(await readFile(path)).lines.at(-1)?.seq).toBe(last + 1);
    },
  );

  it('is told by name wherever the system says so', async () => {
    const path = join(await newFolder(), 'sample.journal');
    await symlink('/dev/full', path);
    const file = new JournalFile(path);
    await expect(file.append(Buffer.from('a line\n'))).rejects.toThrow('disk-full');
    await file.close();
  });
});

describe('S11 a folder that is gone', () => {
  it('is refused by name while the app runs, so that nothing is written to nowhere', async () => {
    const folder = await newFolder();
    const path = join(folder, 'sample.journal');
    const journal = await open(path);
    await journal.append([progress(1)]);
    const moved = `${folder}-moved`;
    await rename(folder, moved);
    closing.push(() => rm(moved, { recursive: true }));
    await expect(journal.append([progress(2)])).rejects.toThrow('cannot-write');
    expect(readJournal(await readFile(join(moved, 'sample.journal'))).lines).toHaveLength(1);
    await rename(moved, folder);
    closing.push(() => rename(folder, moved));
    expect(await journal.append([progress(3)])).toBe(2);
    const lines = readJournal(await readFile(path)).lines;
    expect(lines.map(({ entry }) => entry)).toEqual([progress(1), progress(3)]);
  });

  it('is refused where another file has come into its place', async () => {
    const folder = await newFolder();
    const path = join(folder, 'sample.journal');
    const journal = await open(path);
    await journal.append([progress(1)]);
    await rm(path);
    await writeFile(path, 'another file');
    await expect(journal.append([progress(2)])).rejects.toThrow('cannot-write');
    expect(await readFile(path, 'utf8')).toBe('another file');
    await rm(folder, { recursive: true });
  });
});

/** Runs the child below as somebody who may not write here; as root everything may be written. */
function asNobody(folder: string, act: 'append' | 'open'): string {
  const child = resolve(import.meta.dirname, 'refusedInChild.ts');
  const who = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const ran = spawnSync(process.execPath, [child, folder, act], { encoding: 'utf8', ...who });
  return ran.stdout + ran.stderr;
}

describe('S11 a folder that may only be read', () => {
  it('can be read; an append is refused by name', async () => {
    const folder = await newFolder();
    const path = join(folder, 'sample.journal');
    const journal = await open(path);
    await journal.append([progress(1), progress(2)]);
    await chmod(path, 0o444);
    await chmod(folder, 0o555);
    closing.push(() => chmod(folder, 0o755));
    expect(asNobody(folder, 'append').trim()).toBe('read 2, cannot-write: EACCES');
    expect(readJournal(await readFile(path)).lines).toHaveLength(2);
  });

  it('and that has no journal yet is refused by name', async () => {
    const folder = await newFolder();
    await chmod(folder, 0o555);
    closing.push(() => chmod(folder, 0o755));
    expect(asNobody(folder, 'open').trim()).toBe('cannot-write: EACCES');
  });
});

describe('S12 the journals of a profile', () => {
  const told: number[] = [];
  const journalsIn = (folder: string) => {
    const onAppended = ({ entries }: { entries: readonly unknown[] }) => void told.push(entries.length);
    const journals = new Journals({ folder, log, clock: Date.now, onAppended });
    closing.push(() => journals.close());
    return journals;
  };

  it('are one per hub and account', async () => {
    const folder = join(await newFolder(), 'journal');
    const journals = journalsIn(folder);
    const other = { ...owner, hub: 'G'.repeat(43) };
    expect(await journals.append(owner, [progress(1)])).toBe(1);
    expect(await journals.append(other, [progress(1), progress(2)])).toBe(2);
    expect((await journals.read(owner, 0)).entries).toHaveLength(1);
    expect((await journals.read(other, 0)).entries).toHaveLength(2);
    expect(told).toEqual([1, 2]);
    await journals.close();
    expect((await journalsIn(folder).read(other, 1)).entries).toHaveLength(1);
  });

  it('are held by one process; another one is refused by name', async () => {
    const folder = join(await newFolder(), 'journal');
    await journalsIn(folder).append(owner, [progress(1)]);
    await expect(journalsIn(folder).append(owner, [progress(2)])).rejects.toThrow('folder-taken');
  });

  it('take no hub for a path', async () => {
    const folder = join(await newFolder(), 'journal');
    await expect(journalsIn(folder).append({ ...owner, hub: '../evil' }, [progress(1)])).rejects.toThrow();
  });

  it('are tried again after a folder could not be made', async () => {
    const parent = await newFolder();
    const folder = join(parent, 'journal');
    await writeFile(folder, 'a file in its place');
    const journals = journalsIn(folder);
    await expect(journals.append(owner, [progress(1)])).rejects.toThrow('cannot-write');
    await rm(folder);
    await mkdir(folder);
    expect(await journals.append(owner, [progress(1)])).toBe(1);
  });
});
