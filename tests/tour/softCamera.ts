import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const tones = { warm: ['0x2e3f3b', '0x7a5a46'], cool: ['0x27364f', '0x5b6f86'] } as const;

/** Flags for a soft moving picture in place of a camera; a tour shows nobody's face. */
export function softCamera(folder: string, tone: keyof typeof tones = 'warm'): string[] {
  const file = join(folder, `camera-${tone}.mjpeg`);
  const [from, to] = tones[tone];
  const gradient = `gradients=s=1280x720:c0=${from}:c1=${to}:x0=0:y0=0:x1=1280:y1=720:speed=0.02:d=8:r=25`;
  const args = ['-loglevel', 'error', '-y', '-f', 'lavfi', '-i', gradient];
  execFileSync('ffmpeg', [...args, '-pix_fmt', 'yuvj420p', '-q:v', '4', file]);
  return [`--use-file-for-fake-video-capture=${file}`];
}
