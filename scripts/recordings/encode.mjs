import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from './run.mjs';
import { RATE } from './timeline.mjs';

const TEAL = '0x0d6e68';

/** What moves all the time: the voice's wave above the footer, and a line that grows with the time. */
function moving(duration) {
  return [
    `[0:v]fps=${RATE},scale=1280:720:out_color_matrix=bt709:out_range=tv,format=yuv444p[slides]`,
    `[1:a]asplit=2[heard][drawn]`,
    `[drawn]showwaves=s=220x44:mode=cline:rate=${RATE}:colors=${TEAL}@0.75:scale=sqrt:draw=full,format=rgba[wave]`,
    `color=${TEAL}:s=1280x6:r=${RATE}:d=${duration}[line]`,
    `[slides][wave]overlay=x=530:y=650[with]`,
    `[with][line]overlay=x='-W+W*t/${duration}':y=H-h:eval=frame:shortest=0,trim=duration=${duration},format=yuv420p[picture]`,
  ].join(';');
}

/** Makes the MP4: H.264 with a key frame every 4 s, so that a seek is quick, and AAC. */
export async function encode({ shown, voice, duration, folder, video }) {
  const list = path.join(folder, 'pictures.txt');
  const lines = shown.map((s) => `file '${s.file}'\nduration ${(s.frames / RATE).toFixed(4)}\n`);
  await writeFile(list, `${lines.join('')}file '${shown.at(-1).file}'\n`);
  await run('ffmpeg', [
    ...['-v', 'error', '-y', '-f', 'concat', '-safe', '0', '-i', list, '-i', voice],
    ...['-filter_complex', moving(duration), '-map', '[picture]', '-map', '[heard]'],
    ...['-c:v', 'libx264', '-profile:v', 'high', '-preset', 'slow', '-tune', 'animation', '-crf', '34'],
    ...['-g', String(RATE * 4), '-keyint_min', String(RATE * 4), '-sc_threshold', '0', '-r', String(RATE)],
    ...['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709'],
    ...['-c:a', 'aac', '-b:a', '52k', '-ac', '1', '-ar', '48000', '-t', String(duration)],
    ...[
      '-map_metadata',
      '-1',
      '-fflags',
      '+bitexact',
      '-flags',
      '+bitexact',
      '-movflags',
      '+faststart',
      video,
    ],
  ]);
}

/** The first whole picture, as JPEG. */
export async function poster(video, at, file) {
  const still = ['-ss', String(at), '-i', video, '-frames:v', '1', '-q:v', '3'];
  await run('ffmpeg', ['-v', 'error', '-y', ...still, file]);
}
