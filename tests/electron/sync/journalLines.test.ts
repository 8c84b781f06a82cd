import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerBytes, lineBytes, readJournal } from '#electron/sync/journalLines.ts';
import { owner, progress, uuid } from './entries.ts';

const header = { lectern: 'journal', version: 1, generation: uuid(7), owner, from: 0 } as const;
const line = (seq: number) => ({ seq, time: 5, entry: progress(seq) });
const COUNT = 12;
const lines = Array.from({ length: COUNT }, (_, n) => line(n + 1));
const parts = [headerBytes(header), ...lines.map(lineBytes)];
const whole = Buffer.concat(parts);

it('reads back what was written', () => {
  expect(readJournal(whole)).toEqual({ header, lines, damaged: [], end: whole.length });
});

it('S11 shows of a journal that was cut anywhere exactly the lines that were whole', () => {
  for (let cut = 0; cut <= whole.length; cut += 1) {
    const read = readJournal(whole.subarray(0, cut));
    let end = 0;
    let held = 0;
    for (const part of parts) {
      if (end + part.length > cut) break;
      end += part.length;
      held += 1;
    }
    expect(read.end).toBe(end);
    expect(read.damaged).toEqual([]);
    expect(read.lines).toEqual(lines.slice(0, Math.max(0, held - 1)));
  }
});

describe('S11 one damaged byte', () => {
  it('costs one line at most, wherever it is and whatever it became', () => {
    const at = fc.nat(whole.length - 1);
    fc.assert(
      fc.property(at, fc.integer({ min: 1, max: 255 }), (where, by) => {
        const bytes = Buffer.from(whole);
        bytes[where] = (bytes[where] ?? 0) ^ by;
        const read = readJournal(bytes);
        const survived = new Set(read.lines.map(({ seq }) => seq));
        const lost = lines.filter(({ seq }) => !survived.has(seq));
        const lostAtAll = lost.length + (read.header ? 0 : 1);
        expect(lostAtAll).toBeLessThanOrEqual(1);
        for (const one of read.lines) expect(one).toEqual(lines[one.seq - 1]);
        if (read.end === bytes.length) expect(read.damaged.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 3000, examples: [[parts[0]?.length ?? 0, 10]] },
    );
  });

  it('turned into a line’s end costs that line alone', () => {
    const bytes = Buffer.from(whole);
    const inFourth = parts.slice(0, 4).reduce((sum, part) => sum + part.length, 0) + 40;
    bytes[inFourth] = 10;
    const read = readJournal(bytes);
    expect(read.lines.map(({ seq }) => seq)).toEqual(lines.map(({ seq }) => seq).filter((seq) => seq !== 4));
    expect(read.damaged).toHaveLength(1);
  });
});

it('S11 a stretch of zeros, as a power cut leaves it, costs the lines beneath it', () => {
  const [from, to] = [whole.length / 3, whole.length / 2].map(Math.floor);
  const bytes = Buffer.from(whole).fill(0, from, to);
  const read = readJournal(bytes);
  expect(read.damaged).toHaveLength(1);
  expect(read.lines.length).toBeGreaterThanOrEqual(COUNT - 4);
  for (const one of read.lines) expect(one).toEqual(lines[one.seq - 1]);
});

it('takes no number twice: a line that was copied is damage', () => {
  const read = readJournal(Buffer.concat([...parts.slice(0, 4), lineBytes(line(2)), ...parts.slice(4)]));
  expect(read.lines).toEqual(lines);
  expect(read.damaged).toHaveLength(1);
});

it('takes bytes that are no journal at all as one damaged stretch', () => {
  const read = readJournal(Buffer.from('not a journal\nat all\n'));
  expect(read).toMatchObject({ header: null, lines: [] });
  expect(read.damaged).toHaveLength(1);
});
