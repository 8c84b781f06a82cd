// Makes the sample recordings in assets/recordings: node scripts/recordings/make.mjs [KEY…]
// Needs ffmpeg, espeak-ng and, without a display, xvfb-run; the pictures are drawn by Electron.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { complete } from './complete.mjs';
import { captions, describe } from './describe.mjs';
import { encode, poster } from './encode.mjs';
import { narrate } from './narrate.mjs';
import { runCapture } from './runCapture.mjs';
import { pictures } from './timeline.mjs';

const here = import.meta.dirname;
const recordings = path.join(here, '..', '..', 'assets', 'recordings');

async function draw(talk, states, folder) {
  const unique = new Map();
  const shown = states.map((s) => {
    const name = `${s.index}-${s.step}-${Math.round(s.progress * 100)}.png`;
    const file = path.join(folder, name);
    unique.set(file, { index: s.index, step: s.step, progress: s.progress, file });
    return { file, frames: s.frames };
  });
  await runCapture({ talk, states: [...unique.values()] }, folder);
  return shown;
}

async function make(key) {
  const talk = parse(await readFile(path.join(here, 'talks', `${key}.yml`), 'utf8'));
  const work = await mkdtemp(path.join(os.tmpdir(), `recording-${key}-`));
  const folder = path.join(recordings, key);
  await mkdir(folder, { recursive: true });
  const narration = await narrate(talk, work);
  const shown = await draw(talk, pictures(narration), work);
  const video = path.join(folder, 'video.mp4');
  await encode({
    shown,
    voice: narration.file,
    duration: narration.duration.toFixed(3),
    folder: work,
    video,
  });
  await writeFile(path.join(folder, 'captions.vtt'), captions(narration));
  await poster(video, narration.slides[0].cues.at(-1).end, path.join(folder, 'poster.jpg'));
  await describe(talk, narration, folder);
  await complete(key);
  await rm(work, { recursive: true });
  console.log(`${key}: ${narration.duration.toFixed(1)} s`);
}

const all = (await readdir(path.join(here, 'talks'))).map((name) => path.basename(name, '.yml'));
const asked = process.argv.slice(2);
for (const key of asked.length > 0 ? asked : all) await make(key);
