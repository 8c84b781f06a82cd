import { stat } from 'node:fs/promises';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { conversionArgs, isPlayedVideo, madeSize, mostBytes } from './conversion.ts';
import { ffmpegStart, inputOf, plainOutput } from './inputs.ts';
import { probe } from './probe.ts';
import { runTool, ToolError } from './runTool.ts';
import { ToolProgress } from './ToolProgress.ts';
import type { VideoFacts } from './VideoFacts.ts';

/** What is made may be so much shorter than what it is made of, in seconds and as a part. */
const SLACK = 3;
const SLACK_PART = 0.02;

/** `progress` is called with a part from 0 to 1. */
export type MediaRun = { readonly signal: AbortSignal; readonly progress: (part: number) => void };
export type MadeVideo = { readonly width: number; readonly height: number; readonly duration: number };

/** Seconds that work on so much video may take, on a slow and busy machine. */
export function patience(duration: number, factor: number): number {
  return Math.ceil(600 + duration * factor);
}

async function attempt(
  source: string,
  target: string,
  facts: VideoFacts,
  again: boolean,
  { signal, progress }: MediaRun,
): Promise<number> {
  const limit = mostBytes(facts, again, (await stat(source)).size);
  const meter = new ToolProgress(facts.duration, progress);
  const output = ['-fs', String(limit), '-movflags', '+faststart', '-f', 'mp4', '-progress', 'pipe:1'];
  const args = [
    ...[...ffmpegStart, ...inputOf.video(source), ...conversionArgs(facts, again)],
    ...[...plainOutput, ...output, '-nostats', `file:${target}`],
  ];
  const seconds = patience(facts.duration, again ? 20 : 2);
  await runTool('ffmpeg', args, { signal, seconds, onOutput: (bytes) => meter.take(bytes) });
  const made = await probe(target, 'video', signal);
  const shortest = facts.duration - Math.max(SLACK, facts.duration * SLACK_PART);
  if ((made.duration ?? 0) < shortest || (await stat(target)).size >= limit) {
    throw new ToolError('ffmpeg', `made ${made.duration ?? 0} s of ${facts.duration} s`);
  }
  return made.duration ?? facts.duration;
}

/**
 * Makes an MP4 that every app plays and that starts at once, its pictures copied where they are played as they
 * are. Throws as `runTool`; `RefusedError` codec-unknown where ffmpeg can neither copy nor convert it.
 */
export async function convert(
  source: string,
  target: string,
  facts: VideoFacts,
  run: MediaRun,
): Promise<MadeVideo> {
  const { width, height } = facts.video;
  if (isPlayedVideo(facts.video)) {
    try {
      return { width, height, duration: await attempt(source, target, facts, false, run) };
    } catch (error) {
      // Some containers carry pictures in ways that cannot be copied into another one.
      if (!(error instanceof ToolError)) throw error;
    }
  }
  try {
    return { ...madeSize(facts.video), duration: await attempt(source, target, facts, true, run) };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    if (/Unknown encoder/.test(error.words)) {
      throw new RefusedError('cannot-process', "the hub's ffmpeg makes no H.264");
    }
    throw new RefusedError('codec-unknown', `${facts.video.codec}: ${error.message}`.slice(0, 300));
  }
}
