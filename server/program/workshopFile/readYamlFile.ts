import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import type { Outcome } from './Fault.ts';
import { YamlFile } from './YamlFile.ts';

export type ReadYaml<T> = { readonly yaml: YamlFile; readonly facts: T };

/** Reads a whole YAML file by its shape. */
export async function readYamlFile<S extends z.ZodType>(
  file: string,
  shape: S,
): Promise<Outcome<ReadYaml<z.output<S>>>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const reason = `cannot be read: ${(error as Error).message}`;
    return { ok: false, faults: [{ file, line: 1, field: '', reason }] };
  }
  const yaml = new YamlFile(file, text);
  const facts = yaml.read(shape);
  if (facts === null || yaml.faults.length > 0) return { ok: false, faults: yaml.faults };
  return { ok: true, value: { yaml, facts } };
}
