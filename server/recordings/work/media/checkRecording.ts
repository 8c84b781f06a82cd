import { open } from 'node:fs/promises';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { assertWholeVideo } from '../../assertWholeVideo.ts';
import { ffmpegStart, inputOf } from './inputs.ts';
import { lastSecond } from './lastSecond.ts';
import { type Probed, type ProbedStream, probe } from './probe.ts';
import { runTool, ToolError } from './runTool.ts';
import type { VideoFacts } from './VideoFacts.ts';

/** A file may end so much before its stated end, in seconds and as a part of it: tracks differ in length. */
const SLACK = 3;
const SLACK_PART = 0.02;
/** How much of the beginning is decoded to see that it can be, in seconds. */
const TRIED_SECONDS = 2;
/** How much of the end is decoded; pictures that others build on may be so far apart. */
const TRIED_AT_END = 10;
/** Nothing that is longer, in seconds, or has more pixels (8K has 33 million) is worked on: it could take all there is. */
const MOST_SECONDS = 24 * 3600;
const MOST_PIXELS = 36_000_000;
/** Boxes that an MP4 or QuickTime file begins with. */
const firstBoxes = new Set(['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot']);

async function headOf(path: string): Promise<{ readonly head: Buffer; readonly size: number }> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, 0);
    return { head: buffer.subarray(0, bytesRead), size: (await handle.stat()).size };
  } finally {
    await handle.close();
  }
}

/** Refuses what its first bytes tell, without reading further: nothing at all, and files that end before their end. */
async function checkBytes(path: string, signal: AbortSignal): Promise<void> {
  const { head, size } = await headOf(path);
  if (head.length === 0) throw new RefusedError('wrong-file', 'the file is empty');
  if (head.every((byte) => byte === 0))
    throw new RefusedError('wrong-file', 'the file begins with zeros alone');
  const isMp4 = head.length >= 8 && firstBoxes.has(head.toString('latin1', 4, 8));
  const riff = head.length >= 12 && head.toString('latin1', 0, 4) === 'RIFF' ? head.readUInt32LE(4) + 8 : 0;
  if (riff > size) throw new RefusedError('cut-short', `it has ${size} of ${riff} bytes`);
  const isMatroska = head.length >= 4 && head.readUInt32BE(0) === 0x1a45dfa3;
  if (!isMp4 && !isMatroska) return;
  try {
    await assertWholeVideo(path, signal);
  } catch (error) {
    if (!(error instanceof RefusedError) || error.reason !== 'damaged') throw error;
    throw new RefusedError('cut-short', 'parts that the file names are not in it');
  }
}

async function probeVideo(path: string, signal: AbortSignal): Promise<Probed> {
  try {
    return await probe(path, 'video', signal);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    throw new RefusedError('wrong-file', 'it is none of the forms of video that are known');
  }
}

/** The codec's name, where this ffmpeg knows it. */
function codecOf(stream: ProbedStream): string {
  const { codec_name: name, codec_tag_string: tag = '' } = stream;
  if (name !== undefined && name !== 'unknown') return name;
  const printable = tag.replace(/\[\d+\]/g, '').slice(0, 40);
  throw new RefusedError('codec-unknown', printable === '' ? 'without a name' : printable);
}

function isTurned(stream: ProbedStream): boolean {
  return (stream.side_data_list ?? []).some(({ rotation = 0 }) => Math.abs(rotation % 180) === 90);
}

function aspectOf({ sample_aspect_ratio: text = '1:1' }: ProbedStream): number {
  const [across = 1, down = 1] = text.split(':').map(Number);
  return across > 0 && down > 0 ? across / down : 1;
}

function videoFacts(stream: ProbedStream): VideoFacts['video'] {
  const codec = codecOf(stream);
  const { width = 0, height = 0, field_order: order = 'progressive' } = stream;
  if (width <= 0 || height <= 0) throw new RefusedError('wrong-file', 'its video has no pictures');
  if (width * height > MOST_PIXELS) throw new RefusedError('too-large', `${width} x ${height} pixels`);
  const aspect = aspectOf(stream);
  const shown = [Math.round(width * aspect), height] as const;
  const [across, down] = isTurned(stream) ? [shown[1], shown[0]] : shown;
  return {
    index: stream.index,
    codec,
    pixels: stream.pix_fmt ?? '',
    width: across,
    height: down,
    squarePixels: Math.abs(aspect - 1) < 0.001,
    interlaced: !['progressive', 'unknown'].includes(order),
  };
}

function audioFacts(stream: ProbedStream | undefined): VideoFacts['audio'] {
  if (!stream) return null;
  const { index, channels = 2, bit_rate: bitRate = null } = stream;
  return { index, codec: codecOf(stream), channels, bitRate };
}

/** Decodes the beginning, so that what this ffmpeg has no decoder for is refused now and by name. */
async function checkDecoders(path: string, facts: VideoFacts, signal: AbortSignal): Promise<void> {
  const tracks = [facts.video, ...(facts.audio ? [facts.audio] : [])];
  for (const { index, codec } of tracks) {
    const map = ['-map', `0:${index}`, '-t', String(TRIED_SECONDS), '-f', 'null', '-'];
    try {
      await runTool('ffmpeg', [...ffmpegStart, ...inputOf.video(path), ...map], { signal, seconds: 120 });
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      throw new RefusedError('codec-unknown', codec);
    }
  }
}

/** A file that was given its length before its bytes has packets to its end, with nothing in them. */
async function checkEnd(
  path: string,
  { format, video, duration }: VideoFacts,
  signal: AbortSignal,
): Promise<void> {
  // Others have no length of their own that could be longer than their bytes, and some cannot be entered anywhere.
  if (!/^(mov|matroska)/.test(format)) return;
  let bytes = 0;
  const from = Math.max(0, duration - TRIED_AT_END).toFixed(3);
  const output = [
    '-map',
    `0:${video.index}`,
    '-vf',
    'scale=2:2',
    '-f',
    'rawvideo',
    '-pix_fmt',
    'gray',
    'pipe:1',
  ];
  const args = [...ffmpegStart, '-ss', from, ...inputOf.video(path), ...output];
  const onOutput = (part: Buffer) => {
    bytes += part.length;
  };
  await runTool('ffmpeg', args, { signal, seconds: 300, onOutput }).catch((error: unknown) => {
    if (!(error instanceof ToolError)) throw error;
  });
  if (bytes === 0)
    throw new RefusedError('cut-short', `no picture after ${Math.round(Number(from))} s can be read`);
}

/**
 * What an uploaded file is. Throws `RefusedError` wrong-file where it is no video, cut-short where its end is
 * missing, codec-unknown with the codec's name, too-large where the work on it would have no end; and as `runTool`.
 */
export async function checkRecording(path: string, signal: AbortSignal): Promise<VideoFacts> {
  await checkBytes(path, signal);
  const probed = await probeVideo(path, signal);
  const pictures = probed.streams.filter(
    ({ codec_type: type, disposition }) => type === 'video' && disposition?.attached_pic !== 1,
  );
  const video = pictures.find(({ disposition }) => disposition?.default === 1) ?? pictures[0];
  if (!video) throw new RefusedError('wrong-file', 'there is no video in it');
  const sounds = probed.streams.filter(({ codec_type: type }) => type === 'audio');
  const sound = sounds.find(({ disposition }) => disposition?.default === 1) ?? sounds[0];
  const stated = probed.duration;
  const last = await lastSecond(path, stated, signal);
  if (last <= 0) throw new RefusedError(stated ? 'cut-short' : 'wrong-file', 'no picture could be read');
  if (stated !== null && last < stated - Math.max(SLACK, stated * SLACK_PART)) {
    throw new RefusedError('cut-short', `it ends at ${Math.round(last)} s of ${Math.round(stated)} s`);
  }
  const duration = Math.round((stated ?? last) * 1000) / 1000;
  if (duration > MOST_SECONDS) throw new RefusedError('too-large', `${duration} s`);
  const facts: VideoFacts = {
    format: probed.format,
    duration,
    video: videoFacts(video),
    audio: audioFacts(sound),
    chapters: probed.chapters.filter(({ start }) => start < duration),
  };
  await checkDecoders(path, facts, signal);
  await checkEnd(path, facts, signal);
  return facts;
}
