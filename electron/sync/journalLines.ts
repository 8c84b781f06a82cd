import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { journalOwner } from '#shared/sync/journal.ts';

/** The first line of a journal. `from`: the last number that was given before this generation began. */
export const journalHeader = z.object({
  lectern: z.literal('journal'),
  version: z.int(),
  generation: z.uuid(),
  owner: journalOwner,
  from: z.int().nonnegative(),
});
export type JournalHeader = Readonly<z.infer<typeof journalHeader>>;

/** `time`: main's clock when it was written, ms. The entry may be of a newer Lectern, so it is not read here. */
export type JournalLine = { readonly seq: number; readonly time: number; readonly entry: unknown };

const line = z.tuple([z.int().positive(), z.number(), z.unknown()]);

export type ReadJournal = {
  readonly header: JournalHeader | null;
  readonly lines: readonly JournalLine[];
  /** Stretches of bytes that are no line; neighbours are one. */
  readonly damaged: readonly Buffer[];
  /** Where the last whole line ends; what follows is the beginning of one that was never finished. */
  readonly end: number;
};

/** `LENGTH CRC32 JSON\n`: both numbers are of the JSON's bytes, eight hexadecimal digits each. */
const FRAME = 18;
const NEWLINE = 10;

export function headerBytes(header: JournalHeader): Buffer {
  return framed(JSON.stringify(header));
}

export function lineBytes({ seq, time, entry }: JournalLine): Buffer {
  return framed(JSON.stringify([seq, time, entry]));
}

function framed(json: string): Buffer {
  const text = Buffer.from(json);
  return Buffer.concat([Buffer.from(`${hex(text.length)} ${hex(crc32(text))} `), text, Buffer.of(NEWLINE)]);
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}

/** Reads a journal, whatever happened to it: no damage costs more than the lines that it is in. */
export function readJournal(bytes: Buffer): ReadJournal {
  let header: JournalHeader | null = null;
  const lines: JournalLine[] = [];
  const damaged: { from: number; to: number }[] = [];
  let last = 0;
  let at = 0;
  while (at < bytes.length) {
    const json = frameAt(bytes, at);
    const to = json ? at + FRAME + json.length + 1 : bytes.indexOf(NEWLINE, at) + 1;
    if (to === 0) break;
    const said = json ? parse(json) : null;
    if (said && 'generation' in said && header === null) header = said;
    else if (said && 'seq' in said && said.seq > last) {
      lines.push(said);
      last = said.seq;
    } else {
      const before = damaged.at(-1);
      if (before?.to === at) before.to = to;
      else damaged.push({ from: at, to });
    }
    at = to;
  }
  return { header, lines, damaged: damaged.map(({ from, to }) => bytes.subarray(from, to)), end: at };
}

/** The JSON of the line that begins at `at`, if it is whole and undamaged. */
function frameAt(bytes: Buffer, at: number): Buffer | null {
  const frame = bytes.toString('latin1', at, at + FRAME);
  const found = /^([0-9a-f]{8}) ([0-9a-f]{8}) $/.exec(frame);
  if (!found) return null;
  const [length, sum] = [Number(`0x${found[1]}`), Number(`0x${found[2]}`)];
  const json = bytes.subarray(at + FRAME, at + FRAME + length);
  const isWhole = json.length === length && at + FRAME + length < bytes.length;
  return isWhole && crc32(json) === sum ? json : null;
}

function parse(json: Buffer): JournalHeader | JournalLine | null {
  const value: unknown = JSON.parse(json.toString());
  const read = line.safeParse(value);
  if (read.success) return { seq: read.data[0], time: read.data[1], entry: read.data[2] };
  return journalHeader.safeParse(value).data ?? null;
}
