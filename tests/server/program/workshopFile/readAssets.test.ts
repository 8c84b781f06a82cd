import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type RehearsalAssets, readAssets } from '#server/program/workshopFile/readAssets.ts';
import { parseVtt } from '#server/recordings/parseVtt.ts';
import { rowKinds } from '#shared/sync/rows.ts';
import { faultsOf } from './workshopFolder.ts';

const assets = join(import.meta.dirname, '../../../../assets');
const hyperparameters = 'recordings/hyperparameters';

async function copyOfAssets(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-assets-'));
  await cp(assets, folder, { recursive: true });
  return folder;
}

async function change(folder: string, file: string, from: string | RegExp, to: string): Promise<void> {
  const text = await readFile(join(folder, file), 'utf8');
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  await writeFile(join(folder, file), changed);
}

describe('the assets of the demonstration', () => {
  let read: RehearsalAssets;
  beforeAll(async () => {
    const outcome = await readAssets(assets);
    if (!outcome.ok) throw new Error(faultsOf(outcome).join('\n'));
    read = outcome.value;
  });

  test('have five workshops whose rows all fit the model', () => {
    expect(read.workshops).toHaveLength(5);
    for (const { rows } of read.workshops) {
      for (const row of rows) expect(rowKinds[row.kind].parse(row.data)).toMatchObject(row.data);
    }
  });

  test('have no id twice', () => {
    const ids = read.workshops.flatMap(({ rows }) => rows.map((row) => row.id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('have five recordings, each a sample that says so, with captions, chapters and a poster', async () => {
    expect(read.recordings).toHaveLength(5);
    for (const recording of read.recordings) {
      expect(recording.sample).toBe(true);
      expect(recording.description).toMatch(/sample recording made for Lectern\. It is not the talk by/);
      const cues = parseVtt(await readFile(recording.captions?.path ?? '', 'utf8'));
      expect(cues[0]?.text).toMatch(/This is a sample recording\. .* not the speakers?'s? talk\./);
      expect(cues.at(-1)?.end).toBeLessThanOrEqual(recording.duration);
      expect(recording.chapters.length).toBeGreaterThanOrEqual(6);
      expect(recording.poster).not.toBeNull();
    }
  });

  test('begin two days before the live day and open one recording 90 seconds later', () => {
    expect(new Date(read.programStart).toISOString()).toBe('2020-06-23T08:00:00.000Z');
    const later = read.recordings.filter((r) => r.release.kind === 'instant');
    expect(later.map((r) => r.release)).toEqual([{ kind: 'instant', at: '2020-06-23T08:01:30.000Z' }]);
  });

  test('link the speaker to a sample person only', () => {
    const people = read.workshops.flatMap(({ rows }) => rows.filter((row) => row.kind === 'person'));
    const samples = people.filter((row) => row.data.sample);
    expect(samples.map((row) => row.data.name)).toEqual([read.people.speaker.name]);
  });

  test('have questions at moments of recordings, some pending, some approved, some answered', () => {
    const states = read.questions.map((q) => (q.answer === null ? q.state : 'answered'));
    expect(states.filter((state) => state === 'pending')).toHaveLength(2);
    expect(states.filter((state) => state === 'approved')).toHaveLength(4);
    expect(states.filter((state) => state === 'answered')).toHaveLength(2);
    for (const { anchor } of read.questions) expect(anchor?.second).toBeGreaterThan(0);
  });
});

describe('faulty assets', () => {
  test('with a truncated recording are refused by name', async () => {
    const folder = await copyOfAssets();
    await truncate(join(folder, hyperparameters, 'video.mp4'), 500_000);
    const found = faultsOf(await readAssets(folder));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^\d+ video\.file is truncated: 500000 of \d+ bytes$/);
  });

  test('with a recording whose bytes were changed are refused', async () => {
    const folder = await copyOfAssets();
    const file = join(folder, hyperparameters, 'video.mp4');
    const bytes = await readFile(file);
    bytes[90_000] = (bytes[90_000] ?? 0) ^ 1;
    await writeFile(file, bytes);
    expect(faultsOf(await readAssets(folder))[0]).toMatch(/video\.file has another SHA-256 than described$/);
  });

  test('with a video that was described when it was already cut are refused', async () => {
    const folder = await copyOfAssets();
    const file = join(folder, hyperparameters, 'video.mp4');
    await truncate(file, 400_000);
    const hash = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    await change(
      folder,
      `${hyperparameters}/recording.yml`,
      /size: \d+\n {2}sha256: \w+/,
      `size: 400000\n  sha256: ${hash}`,
    );
    expect(faultsOf(await readAssets(folder))[0]).toMatch(/video\.file is not a whole MP4 or WebM file$/);
  });

  test('with a recording of an unknown talk are refused', async () => {
    const folder = await copyOfAssets();
    await change(folder, `${hyperparameters}/recording.yml`, 'talk: hyperparameters', 'talk: nothing');
    expect(faultsOf(await readAssets(folder))).toEqual(['3 talk names an unknown talk: nothing']);
  });

  test('with a question at an unknown recording or after its end are refused', async () => {
    const folder = await copyOfAssets();
    await change(folder, 'rehearsal.yml', 'recording: beyond-imagenet', 'recording: nothing');
    await change(folder, 'rehearsal.yml', 'second: 114', 'second: 9999');
    const found = faultsOf(await readAssets(folder));
    expect(found.map((line) => line.replace(/^\d+ /, ''))).toEqual([
      'questions.3.second is after the end',
      'questions.7.recording names an unknown recording: nothing',
    ]);
  });

  test('with an answered question that has no answer are refused', async () => {
    const folder = await copyOfAssets();
    await change(folder, 'rehearsal.yml', 'state: pending', 'state: answered');
    expect(faultsOf(await readAssets(folder))[0]).toContain('questions.3.state and answer must go together');
  });
});
