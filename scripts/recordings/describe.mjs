import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';

export const HEAD = '# Written by scripts/recordings/make.mjs.\n';

function clock(seconds) {
  const ms = Math.round(seconds * 1000);
  const pad = (n, width) => String(n).padStart(width, '0');
  const [h, m, s] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, Math.floor(ms / 1000) % 60];
  return `${pad(h, 2)}:${pad(m, 2)}:${pad(s, 2)}.${pad(ms % 1000, 3)}`;
}

/** The narration as WebVTT, a cue per sentence. */
export function captions(narration) {
  const cues = narration.slides.flatMap((slide) => slide.cues);
  return `WEBVTT\n\n${cues.map((c) => `${clock(c.start)} --> ${clock(c.end)}\n${c.text}\n`).join('\n')}`;
}

/** A file of a recording with its size and SHA-256. */
export async function describedFile(folder, name, more) {
  const bytes = await readFile(path.join(folder, name));
  return {
    file: name,
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    ...more,
  };
}

/** Writes `recording.yml`: what the recording is of, and the size and SHA-256 of each of its files. */
export async function describe(talk, narration, folder) {
  const facts = {
    workshop: talk.workshop,
    talk: talk.talk,
    sample: true,
    description: talk.description,
    language: 'en',
    release: talk.release,
    duration: Number(narration.duration.toFixed(3)),
    video: await describedFile(folder, 'video.mp4', { type: 'video/mp4', width: 1280, height: 720 }),
    captions: await describedFile(folder, 'captions.vtt', {}),
    poster: await describedFile(folder, 'poster.jpg', {}),
    chapters: narration.slides.map((s) => ({ start: Number(s.start.toFixed(3)), title: s.title })),
  };
  await writeFile(path.join(folder, 'recording.yml'), HEAD + stringify(facts, { lineWidth: 100 }));
}
