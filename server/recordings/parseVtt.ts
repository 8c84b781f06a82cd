import type { Cue } from '#shared/recordings/recording.ts';

const TIME = /^(?:(\d{2,}):)?([0-5]\d):([0-5]\d\.\d{3})$/;

function seconds(text: string): number | null {
  const match = TIME.exec(text);
  if (!match) return null;
  const [, hours = '0', minutes = '0', rest = '0'] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
}

function plain(text: string): string {
  return text
    .replace(/<[^<>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&nbsp;', '\u00a0')
    .replaceAll('&amp;', '&');
}

function readCue(block: string): Cue | null {
  const lines = block.split('\n');
  const timing = lines.findIndex((line) => line.includes('-->'));
  if (timing < 0) return null;
  const [from = '', rest = ''] = (lines[timing] ?? '').split('-->');
  const start = seconds(from.trim());
  const end = seconds(rest.trim().split(/\s+/)[0] ?? '');
  if (start === null || end === null || end <= start)
    throw new Error(`a cue's times are wrong: ${lines[timing]}`);
  const text = plain(lines.slice(timing + 1).join(' ')).trim();
  return text === '' ? null : { start, end, text };
}

/**
 * The cues of a WebVTT file as plain text (W3C WebVTT, 4.1), in its order; notes, styles and regions
 * are left out. Throws where it is not WebVTT or a cue's times cannot be read.
 */
export function parseVtt(text: string): readonly Cue[] {
  const normal = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  if (!/^WEBVTT(?:[ \t\n]|$)/.test(normal)) throw new Error('not a WebVTT file');
  const blocks = normal.split(/\n{2,}/).filter((block) => !/^(WEBVTT|NOTE|STYLE|REGION)\b/.test(block));
  return blocks.map(readCue).filter((cue) => cue !== null);
}
