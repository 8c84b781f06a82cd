// Adds to the sample recordings what the hub makes of every upload, by the hub's own code, and their slides:
// node scripts/recordings/complete.mjs [KEY…]. Needs ffmpeg and, without a display, xvfb-run.
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { checkSlides } from '../../server/recordings/work/media/checkSlides.ts';
import { makeAudio } from '../../server/recordings/work/media/makeAudio.ts';
import { makePictures } from '../../server/recordings/work/media/makePictures.ts';
import { describedFile, HEAD } from './describe.mjs';
import { runCapture } from './runCapture.mjs';

const here = import.meta.dirname;
const recordings = path.join(here, '..', '..', 'assets', 'recordings');
/** Speech of one voice; the samples are in the repository and stay small. */
const AUDIO_BITS = 32_000;
const { signal } = new AbortController();

/** Adds audio rendition, thumbnails, slide changes and slides to a recording's folder, and describes them. */
export async function complete(key) {
  const folder = path.join(recordings, key);
  const work = await mkdtemp(path.join(os.tmpdir(), `complete-${key}-`));
  const facts = parse(await readFile(path.join(folder, 'recording.yml'), 'utf8'));
  const { width, height } = facts.video;
  const { duration } = facts;
  const video = path.join(folder, facts.video.file);
  const run = { signal, progress: () => undefined };
  await makeAudio(video, path.join(folder, 'audio.m4a'), duration, run, AUDIO_BITS);
  const { sheet, slideChanges } = await makePictures(video, work, { width, height, duration }, run);
  await copyFile(sheet.file, path.join(folder, 'thumbnails.jpg'));
  const talk = parse(await readFile(path.join(here, 'talks', `${key}.yml`), 'utf8'));
  const slides = path.join(folder, 'slides.pdf');
  await runCapture({ talk, states: [], pdf: slides }, work);
  const pages = await checkSlides(slides, signal);
  const { chapters, ...first } = facts;
  const completed = {
    ...first,
    audio: await describedFile(folder, 'audio.m4a', { type: 'audio/mp4' }),
    thumbnails: await describedFile(folder, 'thumbnails.jpg', sheet.grid),
    slides: await describedFile(folder, 'slides.pdf', { pages }),
    slideChanges: [...slideChanges],
    chapters,
  };
  await writeFile(path.join(folder, 'recording.yml'), HEAD + stringify(completed, { lineWidth: 100 }));
  await rm(work, { recursive: true });
}

if (process.argv[1] === import.meta.filename) {
  const asked = process.argv.slice(2);
  for (const key of asked.length > 0 ? asked : await readdir(recordings)) {
    await complete(key);
    console.log(key);
  }
}
