import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fault, Outcome } from '#server/program/workshopFile/Fault.ts';

/** A new folder with a `workshop.md`; its name is a slug. */
export async function workshopFolder(text: string): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), 'lectern-')), 'example');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'workshop.md'), text);
  return folder;
}

/** The faults without their file's path, as `line field reason`. */
export function faultsOf(outcome: Outcome<unknown>): readonly string[] {
  if (outcome.ok) return [];
  return outcome.faults.map(({ line, field, reason }: Fault) => `${line} ${field} ${reason}`);
}
