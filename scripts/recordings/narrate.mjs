import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from './run.mjs';

const LEAD = 0.7;
const BETWEEN_SENTENCES = 0.38;
const BETWEEN_SLIDES = 0.95;
const TAIL = 2.6;
const VOICE = ['-v', 'en-us', '-s', '158', '-p', '38', '-a', '150', '-g', '2'];

/** What the voice is given, where a reader's spelling would be misread. */
const spoken = (text) => text.replace(/^\+ /, '');
/** What captions show: the voice's spelled-out letters joined again. */
const written = (text) => spoken(text).replace(/\b(?:[A-Z] ){1,}[A-Z]\b/g, (run) => run.replaceAll(' ', ''));

async function seconds(file) {
  const out = await run('ffprobe', [
    '-v',
    'error',
    '-show_entries',
    'format=duration',
    '-of',
    'csv=p=0',
    file,
  ]);
  return Number(out.trim());
}

async function sentence(text, file) {
  const raw = `${file}.raw.wav`;
  await run('espeak-ng', [...VOICE, '-w', raw, spoken(text)]);
  const trim =
    'silenceremove=start_periods=1:start_threshold=-50dB,areverse,silenceremove=start_periods=1:start_threshold=-50dB,areverse';
  await run('ffmpeg', ['-v', 'error', '-y', '-i', raw, '-af', `${trim},aresample=48000`, '-ac', '1', file]);
  return seconds(file);
}

async function silence(length, file) {
  const source = 'anullsrc=r=48000:cl=mono';
  await run('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', source, '-t', String(length), file]);
}

/**
 * Speaks a talk's slides into one WAV file.
 * @returns `{ file, duration, slides: [{ start, title, cues: [{ start, end, text, reveals }] }] }`, in seconds.
 */
export async function narrate(talk, folder) {
  const [lead, pause, gap, tail] = ['lead', 'pause', 'gap', 'tail'].map((n) => path.join(folder, `${n}.wav`));
  await silence(LEAD, lead);
  await silence(BETWEEN_SENTENCES, pause);
  await silence(BETWEEN_SLIDES, gap);
  await silence(TAIL, tail);
  const parts = [lead];
  const slides = [];
  let now = LEAD;
  for (const [i, slide] of talk.slides.entries()) {
    const cues = [];
    for (const [k, text] of slide.say.entries()) {
      const file = path.join(folder, `s${i}-${k}.wav`);
      const length = await sentence(text, file);
      parts.push(file);
      cues.push({ start: now, end: now + length, text: written(text), reveals: text.startsWith('+ ') });
      const last = k === slide.say.length - 1;
      parts.push(last ? (i === talk.slides.length - 1 ? tail : gap) : pause);
      now += length + (last ? (i === talk.slides.length - 1 ? TAIL : BETWEEN_SLIDES) : BETWEEN_SENTENCES);
    }
    const start = i === 0 ? 0 : cues[0].start - BETWEEN_SLIDES / 2;
    slides.push({ start, title: slide.chapter, cues });
  }
  const list = path.join(folder, 'voice.txt');
  const file = path.join(folder, 'voice.wav');
  await writeFile(list, parts.map((p) => `file '${p}'\n`).join(''));
  const polish = 'highpass=f=90,lowpass=f=7600,equalizer=f=2800:t=q:w=1:g=-3,loudnorm=I=-18:TP=-2:LRA=7';
  await run('ffmpeg', [
    '-v',
    'error',
    '-y',
    '-f',
    'concat',
    '-safe',
    '0',
    '-i',
    list,
    '-af',
    polish,
    '-ar',
    '48000',
    file,
  ]);
  return { file, duration: now, slides };
}
