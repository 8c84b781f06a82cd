import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { patience } from '../media/convert.ts';
import { ffmpegStart } from '../media/inputs.ts';
import { runTool, ToolError } from '../media/runTool.ts';
import { FRAME_RATE } from './airtime.ts';
import { type FilledTile, sceneArgs, type TileSource, tileArgs } from './renderScene.ts';
import { soundArgs } from './renderSound.ts';
import { sceneLayout, type Tile } from './sceneLayout.ts';
import { airedTimeline, type Scene, type Shown, takeScenes } from './takeScenes.ts';
import { type SoundWindow, takeSound } from './takeSound.ts';
import type { TakeTimeline } from './takeTimeline.ts';

export type ComposeRun = {
  /** An empty folder. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Of the whole, 0 to 1. */
  readonly progress: (part: number) => void;
  /** The file of a recording that was played, and its title; `null` where it is no more. */
  readonly played: (recordingId: string) => Promise<{ readonly file: string; readonly title: string } | null>;
};

/** Sound takes less than pictures do: so much of the whole. */
const SOUND_PART = 0.1;
const AUDIO_BITS = 128_000;

type Desk = ComposeRun & { readonly writesNames: boolean };

async function ffmpeg(args: readonly string[], frames: number, { signal }: ComposeRun): Promise<void> {
  await runTool('ffmpeg', args, { signal, seconds: patience(frames / FRAME_RATE, 20) });
}

/** Whether this ffmpeg writes words: not every one can, and not every system has letters. */
async function canWriteNames(run: ComposeRun): Promise<boolean> {
  const name = join(run.folder, 'name.txt');
  await writeFile(name, 'Aa');
  const { large } = sceneLayout(0);
  const tile: FilledTile = { tile: large, picture: null, name, initials: null };
  try {
    await ffmpeg(sceneArgs([tile], 1, join(run.folder, 'names.mkv')), 1, run);
    return true;
  } catch (error) {
    if (!(error instanceof ToolError) || !/drawtext|font/i.test(error.words)) throw error;
    return false;
  }
}

function initialsOf(name: string): string {
  const parts = name.split(/\s+/).filter((part) => part !== '');
  const ends = parts.length > 1 ? [parts[0], parts.at(-1)] : parts;
  return ends.map((part) => [...(part ?? '')][0]?.toUpperCase() ?? '').join('');
}

/** A name that is too long for its place ends in dots. */
function fitted(name: string, { width, line }: Tile): string {
  const letter = line > 28 || line === 0 ? 11 : 8;
  const most = Math.floor((width - 8) / letter);
  const plain = name.replace(/\s+/g, ' ').trim();
  return plain.length <= most
    ? plain
    : `${[...plain]
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}

async function sourceOf(shown: Shown, desk: Desk): Promise<{ source: TileSource | null; name: string }> {
  switch (shown.kind) {
    case 'person':
    case 'screen': {
      const { footage, name, kind } = shown;
      return { source: footage && { ...footage, still: false, fills: kind === 'person' }, name };
    }
    case 'played': {
      const found = await desk.played(shown.recordingId);
      const { second, paused: still } = shown;
      if (!found) return { source: null, name: '' };
      return { source: { file: found.file, second, still, fills: false }, name: found.title };
    }
  }
}

async function fill(shown: Shown, tile: Tile, place: string, scene: Scene, desk: Desk): Promise<FilledTile> {
  const { source, name } = await sourceOf(shown, desk);
  let picture: string | null = null;
  if (source) {
    picture = join(desk.folder, `${place}.mkv`);
    try {
      await ffmpeg(tileArgs(source, tile, scene.frames, picture), scene.frames, desk);
    } catch (error) {
      // A part of a file that cannot be read leaves the name; the rest of the recording goes on.
      if (!(error instanceof ToolError)) throw error;
      picture = null;
    }
  }
  const write = async (text: string, what: string): Promise<string | null> => {
    if (!desk.writesNames || text === '') return null;
    const file = join(desk.folder, `${place}-${what}.txt`);
    await writeFile(file, text);
    return file;
  };
  return {
    tile,
    picture,
    name: await write(fitted(name, tile), 'name'),
    initials: picture === null ? await write(initialsOf(name), 'initials') : null,
  };
}

/** `progress`: of this scene, 0 to 1. */
async function renderScene(
  scene: Scene,
  output: string,
  desk: Desk,
  progress: (part: number) => void,
): Promise<void> {
  const { large, small } = sceneLayout(scene.small.length);
  const wanted = [
    ...(scene.large ? [{ shown: scene.large, tile: large, place: 'large' }] : []),
    ...scene.small.flatMap((shown, index) => {
      const tile = small[index];
      return tile ? [{ shown, tile, place: `small-${index}` }] : [];
    }),
  ];
  const tiles: FilledTile[] = [];
  for (const { shown, tile, place } of wanted) {
    tiles.push(await fill(shown, tile, place, scene, desk));
    progress(tiles.length / (wanted.length + 1));
  }
  await ffmpegWithoutEmpty(tiles, scene.frames, output, desk);
  for (const { picture } of tiles) if (picture !== null) await rm(picture, { force: true });
  progress(1);
}

/** A tile in which there was not one picture after all (a span that ends before its next one) is a name. */
async function ffmpegWithoutEmpty(
  tiles: readonly FilledTile[],
  frames: number,
  output: string,
  desk: Desk,
): Promise<void> {
  try {
    await ffmpeg(sceneArgs(tiles, frames, output), frames, desk);
  } catch (error) {
    if (!(error instanceof ToolError) || tiles.every(({ picture }) => picture === null)) throw error;
    const bare = tiles.map((tile) => ({ ...tile, picture: null }));
    await ffmpeg(sceneArgs(bare, frames, output), frames, desk);
  }
}

async function mix({ frames, voices }: SoundWindow, output: string, desk: Desk): Promise<void> {
  const mixed = await Promise.all(
    voices.map(async ({ from, ...rest }) => {
      const file = 'file' in from ? from.file : ((await desk.played(from.recordingId))?.file ?? null);
      return file === null ? [] : [{ ...rest, file }];
    }),
  );
  const all = mixed.flat();
  try {
    await ffmpeg(soundArgs(all, frames, output), frames, desk);
  } catch (error) {
    if (!(error instanceof ToolError) || all.length === 0) throw error;
    await mixReadable(all, frames, output, desk);
  }
}

/** One file that cannot be read must not silence the others. */
async function mixReadable(
  voices: readonly Parameters<typeof soundArgs>[0][number][],
  frames: number,
  output: string,
  desk: Desk,
): Promise<void> {
  const readable: (typeof voices)[number][] = [];
  for (const voice of voices) {
    try {
      await ffmpeg(soundArgs([voice], frames, output), frames, desk);
      readable.push(voice);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
    }
  }
  await ffmpeg(soundArgs(readable, frames, output), frames, desk);
}

function listOf(files: readonly string[]): string {
  const quoted = files.map((file) => `file 'file:${file.replaceAll('\\', '/').replaceAll("'", "'\\''")}'`);
  return ['ffconcat version 1.0', ...quoted, ''].join('\n');
}

async function putTogether(
  pictures: readonly string[],
  sounds: readonly string[],
  target: string,
  desk: Desk,
  frames: number,
) {
  const [pictureList, soundList] = [join(desk.folder, 'pictures.txt'), join(desk.folder, 'sounds.txt')];
  await writeFile(pictureList, listOf(pictures));
  await writeFile(soundList, listOf(sounds));
  const input = (list: string) => [
    '-protocol_whitelist',
    'file',
    '-f',
    'concat',
    '-safe',
    '0',
    '-i',
    `file:${list}`,
  ];
  const args = [
    ...[...ffmpegStart, ...input(pictureList), ...input(soundList), '-map', '0:v:0', '-map', '1:a:0'],
    ...[
      '-c:v',
      'copy',
      '-c:a',
      'aac',
      '-b:a',
      String(AUDIO_BITS),
      '-map_metadata',
      '-1',
      '-fflags',
      '+bitexact',
    ],
    ...['-flags:a', '+bitexact', '-movflags', '+faststart', '-f', 'mp4', `file:${target}`],
  ];
  await ffmpeg(args, frames, desk);
}

/**
 * Makes one MP4 (1280 x 720, H.264 and AAC) of what was recorded of a stage, part after part: whatever its length,
 * no more than a minute of pictures is worked on at once. Throws `RefusedError` wrong-file where nothing was
 * recorded; and as `runTool`. Resolves to its length in seconds.
 */
export async function composeTake(timeline: TakeTimeline, target: string, run: ComposeRun): Promise<number> {
  const aired = airedTimeline(timeline);
  const scenes = takeScenes(timeline, aired);
  const total = scenes.reduce((sum, { frames }) => sum + frames, 0);
  if (total === 0) throw new RefusedError('wrong-file', 'nobody sent anything while the stage was recorded');
  const desk: Desk = { ...run, writesNames: await canWriteNames(run) };
  const pictures: string[] = [];
  const sounds: string[] = [];
  for (const [index, scene] of scenes.entries()) {
    const file = join(run.folder, `scene-${index}.mkv`);
    await renderScene(scene, file, desk, (part) =>
      run.progress(((scene.frame + scene.frames * part) / total) * (1 - SOUND_PART)),
    );
    pictures.push(file);
  }
  for (const [index, window] of takeSound(timeline, aired).entries()) {
    const file = join(run.folder, `sound-${index}.flac`);
    await mix(window, file, desk);
    sounds.push(file);
  }
  await putTogether(pictures, sounds, target, desk, total);
  for (const file of [...pictures, ...sounds]) await rm(file, { force: true });
  run.progress(1);
  return total / FRAME_RATE;
}
