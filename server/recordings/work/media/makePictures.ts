import { copyFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordingContents } from '#shared/recordings/recording.ts';
import { type MadeVideo, type MediaRun, patience } from './convert.ts';
import { ffmpegStart, inputOf } from './inputs.ts';
import { runTool } from './runTool.ts';
import { SlideWatch, WATCHED } from './SlideWatch.ts';

const MOST_THUMBNAILS = 150;
const COLUMNS = 10;
/** Longer side of a thumbnail, in pixels. */
const THUMBNAIL = 160;
const POSTER = 1280;
/** Where in a video its poster is looked for: the picture with most on it is taken. */
const POSTER_PLACES = [0.05, 0.12, 0.25, 0.4, 0.6];

export type Sheet = Omit<NonNullable<RecordingContents['thumbnails']>, 'hash'>;
export type MadePictures = {
  readonly poster: string;
  readonly sheet: { readonly file: string; readonly grid: Sheet };
  /** Seconds. */
  readonly slideChanges: readonly number[];
};

function fitted(width: number, height: number, longest: number) {
  const scale = Math.min(1, longest / Math.max(width, height));
  const even = (n: number) => Math.max(2, Math.round((n * scale) / 2) * 2);
  return { width: even(width), height: even(height) };
}

/** The thumbnails of a video: one each few seconds, as many as are looked at with use. */
export function sheetOf({ width, height, duration }: MadeVideo): Sheet {
  const interval = duration < 60 ? 1 : Math.max(5, Math.ceil(duration / MOST_THUMBNAILS));
  const count = Math.max(1, Math.ceil(duration / interval));
  const columns = Math.min(COLUMNS, count);
  return { columns, rows: Math.ceil(count / columns), ...fitted(width, height, THUMBNAIL), interval };
}

/** Decodes the video once, for the thumbnails and for the slides. */
async function lookThrough(video: string, sheet: string, made: MadeVideo, run: MediaRun) {
  const { columns, rows, width, height, interval } = sheetOf(made);
  const watch = new SlideWatch();
  const all = made.duration * WATCHED.rate;
  const small = `fps=${WATCHED.rate}:start_time=0,scale=${WATCHED.width}:${WATCHED.height}:flags=area,format=gray`;
  // Each thumbnail is what is shown at the beginning of its seconds.
  const tiles = `fps=1/${interval}:start_time=0:round=up,scale=${width}:${height},tile=${columns}x${rows}`;
  const args = [
    ...ffmpegStart,
    ...['-skip_loop_filter', 'nokey', ...inputOf.video(video)],
    ...['-filter_complex', `[0:v:0]split[a][b];[a]${small}[watched];[b]${tiles}[sheet]`],
    ...['-map', '[watched]', '-f', 'rawvideo', 'pipe:1'],
    ...['-map', '[sheet]', '-frames:v', '1', '-q:v', '5', '-map_metadata', '-1', '-fflags', '+bitexact'],
    ...['-flags:v', '+bitexact', '-f', 'image2', '-update', '1', `file:${sheet}`],
  ];
  const onOutput = (bytes: Buffer) => run.progress(Math.min(1, watch.take(bytes) / all));
  await runTool('ffmpeg', args, { signal: run.signal, seconds: patience(made.duration, 10), onOutput });
  return watch.changes;
}

async function still(video: string, second: number, file: string, made: MadeVideo, signal: AbortSignal) {
  const { width, height } = fitted(made.width, made.height, POSTER);
  const args = [
    ...[...ffmpegStart, '-ss', second.toFixed(3), ...inputOf.video(video), '-frames:v', '1'],
    ...['-vf', `scale=${width}:${height}`, '-q:v', '3', '-map_metadata', '-1', '-fflags', '+bitexact'],
    ...['-flags:v', '+bitexact', '-f', 'image2', '-update', '1', `file:${file}`],
  ];
  await runTool('ffmpeg', args, { signal, seconds: 120 });
  return stat(file).then(
    ({ size }) => size,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return 0;
      throw error;
    },
  );
}

/** The fullest of a few pictures: a black or an empty one takes few bytes. */
async function makePoster(video: string, folder: string, made: MadeVideo, signal: AbortSignal) {
  let best = { size: 0, file: '' };
  for (const [n, place] of [0, ...POSTER_PLACES].entries()) {
    const file = join(folder, `still-${n}.jpg`);
    const size = await still(video, made.duration * place, file, made, signal);
    // The very beginning is a title or nothing; it is taken only where there is nothing else.
    if (size > best.size || n === 1) best = size > 0 ? { size, file } : best;
  }
  const poster = join(folder, 'poster.jpg');
  await copyFile(best.file, poster);
  return poster;
}

/** Makes poster and thumbnails of an MP4 into `folder`, and finds its slides. Throws as `runTool`. */
export async function makePictures(
  video: string,
  folder: string,
  made: MadeVideo,
  run: MediaRun,
): Promise<MadePictures> {
  const poster = await makePoster(video, folder, made, run.signal);
  const file = join(folder, 'thumbnails.jpg');
  const slideChanges = await lookThrough(video, file, made, run);
  return { poster, sheet: { file, grid: sheetOf(made) }, slideChanges };
}
