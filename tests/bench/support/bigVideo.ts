import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What the made video is: about 250 MB of H.264 with a key frame every 2 s, as the samples have. */
export const bigVideo = { seconds: 180, width: 1280, height: 720, type: 'video/mp4' } as const;

const source = [
  ...['-f', 'lavfi', '-i', `testsrc2=size=${bigVideo.width}x${bigVideo.height}:rate=30`],
  ...['-f', 'lavfi', '-i', 'sine=frequency=330:sample_rate=48000'],
  ...['-vf', 'noise=alls=12:allf=t'],
];
const video = [
  ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'],
  ...['-b:v', '11M', '-maxrate', '13M', '-bufsize', '22M'],
  ...['-g', '60', '-keyint_min', '60', '-sc_threshold', '0'],
];
const sound = ['-c:a', 'aac', '-b:a', '96k'];

/**
 * The path of a video of so many seconds (1.4 MB each), made once by ffmpeg and kept in the temporary
 * folder, whole or not at all. More than `bigVideo.seconds` are the same pictures again.
 */
export async function makeBigVideo(seconds: number): Promise<string> {
  const folder = join(tmpdir(), 'lectern-bench');
  const path = join(folder, `testsrc2-720p-${seconds}s.mp4`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const made =
    seconds > bigVideo.seconds
      ? [
          '-stream_loop',
          '-1',
          '-i',
          await makeBigVideo(bigVideo.seconds),
          '-t',
          String(seconds),
          '-c',
          'copy',
        ]
      : [...source, '-t', String(seconds), ...video, ...sound];
  const aside = join(folder, `${randomUUID()}.mp4`);
  await run('ffmpeg', ['-nostdin', '-loglevel', 'error', ...made, '-movflags', '+faststart', aside]);
  renameSync(aside, path);
  return path;
}
