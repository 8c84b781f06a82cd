import type { VideoFacts } from './VideoFacts.ts';

/** Videos that are made anew are not higher, in pixels; what is copied stays as it is. */
const MOST_LINES = 1080;
/** The longest between two pictures that a seek can land on, in seconds. */
const KEY_SECONDS = 4;
/** Bits a second of video at the most; slides and a speaker take far less. */
const MOST_BITS = 5_000_000;
const AUDIO_BITS = 128_000;

const playedPixels: Readonly<Record<string, readonly string[]>> = {
  h264: ['yuv420p', 'yuvj420p'],
  vp9: ['yuv420p'],
  av1: ['yuv420p', 'yuv420p10le'],
};
const playedSounds = ['aac', 'opus', 'mp3'];

/** True where every app plays the pictures as they are, once they are in an MP4. */
export function isPlayedVideo({ codec, pixels, interlaced }: VideoFacts['video']): boolean {
  return !interlaced && (playedPixels[codec]?.includes(pixels) ?? false);
}

export function isPlayedAudio(audio: VideoFacts['audio']): boolean {
  return audio !== null && playedSounds.includes(audio.codec);
}

/** Width and height of what is made anew: even, as H.264 asks, and not above `MOST_LINES`. */
export function madeSize({ width, height }: Pick<VideoFacts['video'], 'width' | 'height'>) {
  const scale = Math.min(1, MOST_LINES / Math.min(width, height), (2 * MOST_LINES) / Math.max(width, height));
  const even = (n: number) => Math.max(2, Math.round((n * scale) / 2) * 2);
  return { width: even(width), height: even(height) };
}

function videoArgs({ video }: VideoFacts, again: boolean): readonly string[] {
  if (!again) return ['-c:v', 'copy'];
  const { width, height } = madeSize(video);
  const filters = [...(video.interlaced ? ['yadif'] : []), `scale=${width}:${height}`, 'setsar=1'];
  return [
    ...['-vf', `${filters.join(',')},format=yuv420p`, '-fpsmax', '60'],
    ...['-c:v', 'libx264', '-profile:v', 'high', '-preset', 'veryfast', '-crf', '23'],
    ...['-maxrate', String(MOST_BITS), '-bufsize', String(2 * MOST_BITS)],
    ...['-force_key_frames', `expr:gte(t,n_forced*${KEY_SECONDS})`],
  ];
}

function audioArgs({ audio }: VideoFacts): readonly string[] {
  if (audio === null) return ['-an'];
  if (isPlayedAudio(audio)) return ['-map', `0:${audio.index}`, '-c:a', 'copy'];
  const channels = String(Math.min(2, Math.max(1, audio.channels)));
  return [
    ...['-map', `0:${audio.index}`, '-c:a', 'aac', '-b:a', String(AUDIO_BITS), '-ac', channels],
    ...['-ar', '48000', '-af', 'aresample=async=1000'],
  ];
}

/** How ffmpeg makes the MP4; `again`: the pictures are made anew, not copied. */
export function conversionArgs(facts: VideoFacts, again: boolean): readonly string[] {
  return ['-map', `0:${facts.video.index}`, ...videoArgs(facts, again), ...audioArgs(facts)];
}

/** Bytes that the MP4 can have at the most; what is larger is something else than was asked for. */
export function mostBytes({ duration }: VideoFacts, again: boolean, size: number): number {
  const rest = 64 * 1024 * 1024;
  if (!again) return Math.ceil(size * 1.1 + (duration * AUDIO_BITS) / 8) + rest;
  return Math.ceil((duration * (MOST_BITS + AUDIO_BITS) * 1.5) / 8) + rest;
}
