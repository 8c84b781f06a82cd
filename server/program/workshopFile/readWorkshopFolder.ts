import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { derivedId } from '../../store/newId.ts';
import type { NewRow } from '../putRows.ts';
import { checkReferences } from './checkReferences.ts';
import type { Outcome } from './Fault.ts';
import { workshopRows } from './workshopRows.ts';
import { workshopShape } from './workshopShape.ts';
import { YamlFile } from './YamlFile.ts';

export type WorkshopFile = {
  readonly slug: string;
  readonly workshopId: string;
  readonly rows: readonly NewRow[];
  /** The keys of its talks, with their ids. */
  readonly talks: ReadonlyMap<string, string>;
};

const FRONT_MATTER = /^---\r?\n([\s\S]*?)^---[ \t]*(?:\r?\n|$)/m;

/** Reads `<slug>/workshop.md` (format: assets/workshops/README.md). Nothing comes of a faulty file. */
export async function readWorkshopFolder(folder: string): Promise<Outcome<WorkshopFile>> {
  const slug = basename(folder);
  const file = join(folder, 'workshop.md');
  const wrong = (reason: string, field = ''): Outcome<WorkshopFile> => {
    return { ok: false, faults: [{ file, line: 1, field, reason }] };
  };
  if (!/^[a-z0-9][a-z0-9-]*$/.test(slug)) return wrong(`is no slug: ${slug}`, 'slug');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return wrong(`cannot be read: ${(error as Error).message}`);
  }
  const parts = text.startsWith('---') ? FRONT_MATTER.exec(text) : null;
  if (parts === null) return wrong('has no facts between two --- lines');
  const yaml = new YamlFile(file, parts[1] ?? '', 2);
  const facts = yaml.read(workshopShape);
  if (facts !== null) checkReferences(yaml, facts);
  if (facts === null || yaml.faults.length > 0) return { ok: false, faults: yaml.faults };
  const about = text.slice(parts[0].length).trim();
  const rows = workshopRows(slug, facts, about === '' ? null : about);
  const talks = new Map(facts.talks.map(({ key }) => [key, derivedId('talk', slug, key)]));
  return { ok: true, value: { slug, workshopId: derivedId('workshop', slug, slug), rows, talks } };
}
