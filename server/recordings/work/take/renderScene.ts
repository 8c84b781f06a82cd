import { ffmpegStart, inputOf } from '../media/inputs.ts';
import { FRAME_RATE } from './airtime.ts';
import { PICTURE, type Tile } from './sceneLayout.ts';

/** One place of a picture that is filled: `picture` is a file of that size, `null` where a name stands alone. */
export type FilledTile = {
  readonly tile: Tile;
  readonly picture: string | null;
  /** A file with the words below it; `null` where none are written. */
  readonly name: string | null;
  /** A file with what stands in the middle where there is no picture. */
  readonly initials: string | null;
};

const GROUND = '0x151412';
const CARD = '0x292622';
const INK = '0xf1ede5';
const FAINT = '0xb8b1a5';

function seconds(frames: number): string {
  return (frames / FRAME_RATE).toFixed(3);
}

/** No B-pictures: parts are put one after the other by their stamps alone. */
function pictureArgs(frames: number, quality: readonly string[]): readonly string[] {
  return [
    ...['-frames:v', String(frames), '-an', '-c:v', 'libx264', ...quality, '-bf', '0', '-pix_fmt', 'yuv420p'],
    ...['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact', '-f', 'matroska'],
  ];
}

export type TileSource = {
  readonly file: string;
  /** In the file. */
  readonly second: number;
  /** A picture that stands still. */
  readonly still: boolean;
  /** Cut to fill its place (people), or whole with bars (screens). */
  readonly fills: boolean;
};

/**
 * Makes a file of one place's size, `frames` long at most, out of a source whose pictures may change their size at
 * any time: the filters keep nothing from picture to picture, and ffmpeg itself repeats pictures to the rate.
 */
export function tileArgs(
  { file, second, still, fills }: TileSource,
  { width, height }: Pick<Tile, 'width' | 'height'>,
  frames: number,
  output: string,
): readonly string[] {
  const size = `${width}:${height}`;
  const fit = fills
    ? `scale=${size}:force_original_aspect_ratio=increase,crop=${size}`
    : `scale=${size}:force_original_aspect_ratio=decrease,pad=${size}:-1:-1:color=black`;
  const length = still ? 1 : frames;
  return [
    ...[...ffmpegStart, '-ss', Math.max(0, second).toFixed(3), ...(still ? [] : ['-t', seconds(frames)])],
    ...[...inputOf.video(file), '-map', '0:v:0', '-vf', `${fit},setsar=1,format=yuv420p`],
    ...['-r', String(FRAME_RATE), '-fps_mode', 'cfr'],
    ...[...pictureArgs(length, ['-preset', 'ultrafast', '-crf', '12']), `file:${output}`],
  ];
}

/** A file's path inside a filter: quoted for the graph and for the filter's options. */
function inFilter(path: string): string {
  const option = path.replaceAll('\\', '/').replaceAll(/[':]/g, '\\$&');
  return option.replaceAll(/[\\'[\],;]/g, '\\$&');
}

function words(file: string, size: number, color: string, x: string, y: string): string {
  const place = `x=${x}:y=${y}`;
  return `drawtext=textfile=${inFilter(file)}:expansion=none:font=Sans:fontsize=${size}:fontcolor=${color}:${place}`;
}

function named({ tile, name }: FilledTile): readonly string[] {
  if (name === null) return [];
  const { x, y, width, height, line } = tile;
  if (line > 0) {
    const size = line > 28 ? 20 : 15;
    return [words(name, size, INK, `${x}+2`, `${y + height}+(${line}-text_h)/2`)];
  }
  const [left, bottom] = [24, y + height - 24];
  return [
    `drawbox=x=${x}:y=${bottom - 40}:w=${width}:h=${64}:color=black@0.35:t=fill`,
    words(name, 24, INK, String(left), `${bottom}-20-text_h/2+4`),
  ];
}

function carded({ tile, picture, initials }: FilledTile): readonly string[] {
  if (picture !== null) return [];
  const { x, y, width, height } = tile;
  const box = `drawbox=x=${x}:y=${y}:w=${width}:h=${height}:color=${CARD}:t=fill`;
  if (initials === null) return [box];
  const size = Math.round(height / 5);
  return [box, words(initials, size, FAINT, `${x}+(${width}-text_w)/2`, `${y}+(${height}-text_h)/2`)];
}

/** Puts the places of one scene together into `output`, exactly `frames` long. */
export function sceneArgs(tiles: readonly FilledTile[], frames: number, output: string): readonly string[] {
  const ground = `color=c=${GROUND}:s=${PICTURE.width}x${PICTURE.height}:r=${FRAME_RATE}:d=${seconds(frames)}`;
  const inputs: string[] = [];
  const graph: string[] = [];
  let shown = '[0:v]';
  for (const { tile, picture } of tiles) {
    if (picture === null) continue;
    const input = graph.length + 1;
    inputs.push(...inputOf.video(picture));
    // A picture that ends early stays as it was last.
    graph.push(`${shown}[${input}:v]overlay=${tile.x}:${tile.y}:eof_action=repeat[v${input}]`);
    shown = `[v${input}]`;
  }
  const drawn = tiles.flatMap((one) => [...carded(one), ...named(one)]);
  graph.push(`${shown}${[...drawn, 'format=yuv420p'].join(',')}[out]`);
  return [
    ...[...ffmpegStart, '-f', 'lavfi', '-i', ground, ...inputs],
    ...['-filter_complex', graph.join(';'), '-map', '[out]', '-r', String(FRAME_RATE)],
    ...pictureArgs(frames, ['-profile:v', 'high', '-preset', 'veryfast', '-crf', '23']),
    ...['-force_key_frames', 'expr:gte(t,n_forced*4)', `file:${output}`],
  ];
}
