import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SourceFile } from '#shared/program/import/draft.ts';

const FIXTURES = resolve('tests/fixtures');
/** Real files, which are there in some checkouts only. */
export const SAMPLES = resolve('../shared/samples');
export const samplesAreThere = existsSync(SAMPLES);

export const fileOf = (name: string, content: string | Uint8Array): SourceFile => ({
  name,
  bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
});

export const jsonFile = (value: unknown, name = 'program.json'): SourceFile =>
  fileOf(name, JSON.stringify(value));

const read = (path: string, name: string): SourceFile => fileOf(name, new Uint8Array(readFileSync(path)));

export const fixture = (path: string): SourceFile => read(join(FIXTURES, path), path);
export const fixtureText = (path: string): string => readFileSync(join(FIXTURES, path), 'utf8');
export const fixtureJson = (path: string): unknown => JSON.parse(fixtureText(path));

export const folder = (path: string): readonly SourceFile[] =>
  readdirSync(path).map((name) => read(join(path, name), `sitedata/${name}`));

export const fixtureFolder = (path: string): readonly SourceFile[] => folder(join(FIXTURES, path));
export const sample = (path: string): SourceFile => read(join(SAMPLES, path), path);
