import { type MediaRun, patience } from './convert.ts';
import { ffmpegStart, inputOf, plainOutput } from './inputs.ts';
import { probe } from './probe.ts';
import { runTool } from './runTool.ts';
import { ToolProgress } from './ToolProgress.ts';

/** Bits a second. */
const BITS = 64_000;
/** Sound of so few bits is copied: making it anew only makes it worse. */
const FEW_BITS = 80_000;

async function soundArgs(video: string, bits: number, signal: AbortSignal): Promise<readonly string[]> {
  const { streams } = await probe(video, 'video', signal);
  const sound = streams.find(({ codec_type: type }) => type === 'audio');
  const isSmall = sound?.codec_name === 'aac' && (sound.bit_rate ?? Number.POSITIVE_INFINITY) <= FEW_BITS;
  if (bits === BITS && isSmall) return ['-c:a', 'copy'];
  return ['-c:a', 'aac', '-b:a', String(bits), '-ac', '1', '-ar', '48000'];
}

/** Makes the small rendition of an MP4 that has sound: AAC in MP4. `bits`: a second. Throws as `runTool`. */
export async function makeAudio(
  video: string,
  target: string,
  duration: number,
  { signal, progress }: MediaRun,
  bits = BITS,
): Promise<void> {
  const meter = new ToolProgress(duration, progress);
  const sound = ['-map', '0:a:0', '-vn', ...(await soundArgs(video, bits, signal))];
  const output = ['-movflags', '+faststart', '-f', 'mp4', '-progress', 'pipe:1', '-nostats'];
  const args = [...ffmpegStart, ...inputOf.video(video), ...sound, ...plainOutput, ...output];
  const onOutput = (bytes: Buffer) => meter.take(bytes);
  await runTool('ffmpeg', [...args, `file:${target}`], { signal, seconds: patience(duration, 2), onOutput });
}
