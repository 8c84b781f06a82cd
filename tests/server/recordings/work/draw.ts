import { execFile } from 'node:child_process';
import { readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs ffmpeg on made-up pictures and sound. */
export async function ffmpeg(...args: readonly string[]): Promise<void> {
  await execute('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args]);
}

/** What ffprobe says of a field of the first stream of a kind. */
export async function probed(file: string, stream: 'v' | 'a', field: string): Promise<string> {
  const args = ['-v', 'error', '-select_streams', `${stream}:0`, '-show_entries', `stream=${field}`];
  const { stdout } = await execute('ffprobe', [...args, '-of', 'csv=p=0', file]);
  return stdout.trim();
}

export type Drawing = {
  readonly seconds?: number;
  readonly size?: string;
  /** Of the pictures and of the sound; `null` leaves the sound out. */
  readonly video?: readonly string[];
  readonly audio?: readonly string[] | null;
  readonly more?: readonly string[];
};

/** Draws a small real video with sound, H.264 and AAC where nothing else is asked. */
export async function draw(folder: string, name: string, drawing: Drawing = {}): Promise<string> {
  const { seconds = 6, size = '160x90', video = ['-c:v', 'libx264', '-g', '30'], more = [] } = drawing;
  const { audio = ['-c:a', 'aac', '-b:a', '64k'] } = drawing;
  const file = join(folder, name);
  const sound = audio === null ? [] : ['-f', 'lavfi', '-i', 'sine=f=300'];
  await ffmpeg(
    ...['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=15`, ...sound, '-t', String(seconds)],
    ...[
      ...(video.includes('-pix_fmt') ? [] : ['-pix_fmt', 'yuv420p']),
      ...video,
      ...(audio ?? []),
      ...more,
      file,
    ],
  );
  return file;
}

/** Cuts a file to a part of its length. */
export async function cut(file: string, part: number): Promise<string> {
  const { size } = await stat(file);
  await truncate(file, Math.floor(size * part));
  return file;
}

/** Names a codec that nobody knows: the four letters in the file's table become others. */
export async function renameCodec(file: string, from: string, to: string): Promise<string> {
  const bytes = await readFile(file);
  for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) bytes.write(to, at, 'latin1');
  await writeFile(file, bytes);
  return file;
}

/** The boxes of an MP4 in order. */
export async function boxesOf(file: string): Promise<readonly string[]> {
  const bytes = await readFile(file);
  const boxes: string[] = [];
  for (let at = 0; at + 8 <= bytes.length; at += bytes.readUInt32BE(at) || bytes.length) {
    boxes.push(bytes.toString('latin1', at + 4, at + 8));
  }
  return boxes;
}
