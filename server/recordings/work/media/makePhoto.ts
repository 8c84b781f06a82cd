import { z } from 'zod';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { ffmpegStart, inputOf } from './inputs.ts';
import { probe } from './probe.ts';
import { runTool, ToolError } from './runTool.ts';

const SIDE = 512;
/** Of more pixels nobody makes a photo of a person, and decoding it takes more memory than a hub may have. */
const MOST_PIXELS = 120_000_000;
const SECONDS = 60;

const frames = z.object({
  frames: z
    .array(
      z.object({
        side_data_list: z.array(z.object({ rotation: z.coerce.number().optional() }).loose()).optional(),
      }),
    )
    .default([]),
});

/** How a camera was held, in degrees against the clock, as it notes that beside the picture. */
async function turnOf(path: string, signal: AbortSignal): Promise<number> {
  const show = ['-print_format', 'json', '-show_frames', '-read_intervals', '%+#1'];
  const args = ['-hide_banner', '-v', 'error', ...show, ...inputOf.picture(path)];
  const read = frames.parse(JSON.parse(await runTool('ffprobe', args, { signal, seconds: SECONDS })));
  const sides = read.frames[0]?.side_data_list ?? [];
  return sides.find(({ rotation }) => rotation !== undefined)?.rotation ?? 0;
}

function turning(degrees: number): readonly string[] {
  const quarters = ((Math.round(degrees / 90) % 4) + 4) % 4;
  if (quarters === 1) return ['transpose=cclock'];
  if (quarters === 3) return ['transpose=clock'];
  return quarters === 2 ? ['hflip', 'vflip'] : [];
}

async function assertPicture(path: string, signal: AbortSignal): Promise<void> {
  const { streams } = await probe(path, 'picture', signal);
  const { width = 0, height = 0 } = streams.find(({ codec_type: type }) => type === 'video') ?? {};
  if (width <= 0 || height <= 0) throw new RefusedError('wrong-file', 'there is no picture in it');
  if (width * height > MOST_PIXELS) throw new RefusedError('too-large', `${width} x ${height} pixels`);
}

/**
 * Makes a JPEG of a person out of a picture: upright, square, 512 pixels at the most, without what a camera
 * wrote beside it. Throws `RefusedError` wrong-file where it is no picture; and as `runTool`.
 */
export async function makePhoto(source: string, target: string, signal: AbortSignal): Promise<void> {
  try {
    await assertPicture(source, signal);
    const filters = [
      ...turning(await turnOf(source, signal)),
      // Faces are above the middle more often than below.
      "crop=w='min(iw,ih)':h='min(iw,ih)':x='(iw-ow)/2':y='(ih-oh)/3'",
      `scale=w='min(${SIDE},iw)':h='min(${SIDE},ih)'`,
      'format=rgba,split[a][b];[a]lutrgb=r=255:g=255:b=255:a=255[ground];[ground][b]overlay=format=rgb,format=yuvj420p',
    ];
    const args = [
      ...[...ffmpegStart, '-noautorotate', ...inputOf.picture(source), '-frames:v', '1'],
      ...['-filter_complex', `[0:v]${filters.join(',')}`, '-map_metadata', '-1', '-fflags', '+bitexact'],
      ...['-flags:v', '+bitexact', '-q:v', '3', '-f', 'image2', '-update', '1', `file:${target}`],
    ];
    await runTool('ffmpeg', args, { signal, seconds: SECONDS });
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    throw new RefusedError('wrong-file', 'it is no picture that can be read');
  }
}
