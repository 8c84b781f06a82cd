const TIME = /^(?:(\d+):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})$/;

function clock(text: string): { readonly written: string; readonly ms: number } | null {
  const match = TIME.exec(text);
  if (!match) return null;
  const [, hours = '0', minutes = '0', seconds = '0', fraction = '0'] = match;
  if (Number(minutes) > 59 || Number(seconds) > 59) return null;
  const two = (part: string) => part.padStart(2, '0');
  const rest = fraction.padEnd(3, '0');
  return {
    written: `${two(hours)}:${two(minutes)}:${two(seconds)}.${rest}`,
    ms: (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 + Number(rest),
  };
}

/** Bold, italic and underlined stay; fonts, places and other tags go; what WebVTT reads as markup is written out. */
function lineOf(text: string): string {
  return text
    .replace(/\{\\[^{}]*\}/g, '')
    .replace(/<(?!\/?[biu]>)\/?[a-z][^<>]*>/gi, '')
    .replace(/&(?!(?:amp|lt|gt|nbsp|lrm|rlm|#\d+|#x[\da-f]+);)/gi, '&amp;')
    .replace(/<(?!\/?[biu]>)/gi, '&lt;')
    .replaceAll('-->', '--&gt;');
}

/**
 * SubRip as WebVTT. Lines that are never shown, with an end that is not after their start, are left out. Throws
 * where the times of a line cannot be read. `text`: lines end in LF.
 */
export function srtToVtt(text: string): string {
  const lines = text.split('\n');
  const timings = lines.flatMap((line, at) => (line.includes('-->') ? at : []));
  const cues = timings.flatMap((at, n) => {
    const [from = '', to = ''] = (lines[at] ?? '').split('-->').map((part) => part.trim());
    const [start, end] = [clock(from), clock(to.split(/\s+/)[0] ?? '')];
    if (!start || !end) throw new Error(`line ${at + 1}: the times cannot be read: ${lines[at]?.trim()}`);
    const next = timings[n + 1] ?? lines.length;
    const words = lines.slice(at + 1, next).map((line) => line.trim());
    // The number of the cue after this one stands above its times.
    if (next < lines.length && /^\d+$/.test(words.at(-1) ?? '')) words.pop();
    const shown = words.filter((line) => line !== '').map(lineOf);
    if (end.ms <= start.ms || shown.length === 0) return [];
    return `${start.written} --> ${end.written}\n${shown.join('\n')}\n`;
  });
  return `WEBVTT\n\n${cues.join('\n')}`;
}
