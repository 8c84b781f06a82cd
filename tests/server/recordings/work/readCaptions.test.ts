import { describe, expect, test } from 'vitest';
import { readCaptions } from '#server/recordings/work/captions/readCaptions.ts';

const srt =
  '1\r\n00:00:01,000 --> 00:00:02,500\r\n<font color="red">Größe</font> & <i>Maß</i>\r\nzwei\r\n\r\n2\r\n01:00:03,5 --> 01:00:04,000\r\n2 < 3\r\n';
const cues = [
  { start: 1, end: 2.5, text: 'Größe & Maß zwei' },
  { start: 3603.5, end: 3604, text: '2 < 3' },
];

function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

describe('uploaded captions', () => {
  test.each([
    ['UTF-8', Buffer.from(srt)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${srt}`)],
    ['Latin-1', Buffer.from(srt, 'latin1')],
    ['UTF-16 with a mark', Buffer.from(`\uFEFF${srt}`, 'utf16le')],
    ['UTF-16 the other way round with a mark', utf16be(`\uFEFF${srt}`)],
    ['UTF-16 without a mark', Buffer.from(srt, 'utf16le')],
    ['lines that end in CR alone', Buffer.from(srt.replaceAll('\r\n', '\r'))],
  ])('in SRT become WebVTT: %s', (_, bytes) => {
    const read = readCaptions(bytes);
    expect(read.cues).toEqual(cues);
    expect(read.vtt).toBe(
      'WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nGröße &amp; <i>Maß</i>\nzwei\n\n01:00:03.500 --> 01:00:04.000\n2 &lt; 3\n',
    );
    expect(readCaptions(Buffer.from(read.vtt)).cues).toEqual(cues);
  });

  test('may leave out hours, numbers and empty lines, and have lines that are never shown', () => {
    const loose =
      '00:01.000 --> 00:02.000 X1:0\nOne\n7\n00:03,000 --> 00:04,000\nTwo\n\n00:05,0 --> 00:05,0\nNo\n';
    expect(readCaptions(Buffer.from(loose)).cues.map(({ text }) => text)).toEqual(['One', 'Two']);
  });

  test('in WebVTT stay as they are, but for their encoding, and come in order', () => {
    const vtt =
      'WEBVTT\r\n\r\n00:03.000 --> 00:04.000 line:0\r\nLate\r\n\r\n00:01.000 --> 00:02.000\r\n<b>É</b>';
    const read = readCaptions(Buffer.from(vtt, 'latin1'));
    expect(read.vtt).toBe(vtt.replaceAll('\r\n', '\n'));
    expect(read.cues.map(({ text }) => text)).toEqual(['É', 'Late']);
  });

  test.each([
    ['text', 'Words and more words.', 'neither WebVTT nor SRT'],
    ['nothing', '', 'neither WebVTT nor SRT'],
    ['bytes of a picture', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'neither WebVTT nor SRT'],
    ['WebVTT without lines', 'WEBVTT\n\n', 'there are no lines in it'],
    ['SRT with a wrong time', `${srt}\n3\n00:99:00,000 --> 01:99:00,000\nNo`, 'line 11'],
    ['WebVTT that goes back', 'WEBVTT\n\n00:02.000 --> 00:01.000\nBack', 'times are wrong'],
  ])('of %s are refused as wrong-file, by what is wrong', (_, text, words) => {
    const read = () => readCaptions(Buffer.from(text, 'latin1'));
    expect(read).toThrow(words);
    expect(read).toThrow(expect.objectContaining({ reason: 'wrong-file' }));
  });

  // What is looked for again from each of its beginnings takes hours here, and the hub stands still meanwhile.
  test.each([
    ['tags in WebVTT', `WEBVTT\n\n00:00.000 --> 00:01.000\n${'<'.repeat(4_000_000)}\n`],
    ['tags in SRT', `1\n00:00:00,000 --> 00:00:01,000\n${'<a'.repeat(2_000_000)}\n`],
    ['styles in SRT', `1\n00:00:00,000 --> 00:00:01,000\n${'{\\'.repeat(2_000_000)}\n`],
    ['empty lines', `${'\n'.repeat(4_000_000)}00:00:00,000 --> 00:00:01,000\nHello.\n`],
  ])('are read in one go, however many %s begin and never end', (_, text) => {
    expect(readCaptions(Buffer.from(text)).cues).toHaveLength(1);
  });
});
