import { RefusedError } from '#shared/contracts/refusals.ts';
import type { Cue } from '#shared/recordings/recording.ts';
import { parseVtt } from '../../parseVtt.ts';
import { srtToVtt } from './srtToVtt.ts';

/** Captions as WebVTT (UTF-8, lines end in LF), with their lines in order. */
export type Captions = { readonly vtt: string; readonly cues: readonly Cue[] };

const TIMING = /^[ \t]*(?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3}\s*-->/m;

function decoded(bytes: Uint8Array, label: string): string {
  return new TextDecoder(label).decode(bytes);
}

/** UTF-16 without a mark: every second byte of Latin text is zero. */
function zeros(bytes: Uint8Array, from: number): number {
  let count = 0;
  for (let at = from; at < Math.min(bytes.length, 2000); at += 2) if (bytes[at] === 0) count += 1;
  return count / Math.max(1, Math.min(bytes.length, 2000) / 2);
}

/** The text of a file: UTF-8, UTF-16 with or without its mark, else Latin-1 as Windows has it. */
export function decodeText(bytes: Uint8Array): string {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return decoded(bytes, 'utf-16le');
  if (a === 0xfe && b === 0xff) return decoded(bytes, 'utf-16be');
  if (zeros(bytes, 1) > 0.4) return decoded(bytes, 'utf-16le');
  if (zeros(bytes, 0) > 0.4) return decoded(bytes, 'utf-16be');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return decoded(bytes, 'windows-1252');
  }
}

/**
 * Reads WebVTT or SRT in any of the usual encodings. Throws `RefusedError` wrong-file where it is neither, has no
 * lines, or a line's times cannot be read; the detail names the line.
 */
export function readCaptions(bytes: Uint8Array): Captions {
  const text = decodeText(bytes)
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n');
  const isVtt = /^WEBVTT(?:[ \t\n]|$)/.test(text);
  if (!isVtt && !TIMING.test(text)) throw new RefusedError('wrong-file', 'neither WebVTT nor SRT');
  try {
    const vtt = isVtt ? text : srtToVtt(text);
    const cues = parseVtt(vtt).toSorted((a, b) => a.start - b.start);
    if (cues.length === 0) throw new RefusedError('wrong-file', 'there are no lines in it');
    return { vtt, cues };
  } catch (error) {
    if (error instanceof RefusedError || !(error instanceof Error)) throw error;
    throw new RefusedError('wrong-file', error.message.slice(0, 300));
  }
}
