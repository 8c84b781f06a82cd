import fc from 'fast-check';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { openArchive } from '#shared/program/import/archive/openArchive.ts';
import { readImport } from '#shared/program/import/readImport.ts';
import { checkDraft } from '../support/checkDraft.ts';
import { fileOf, fixture, fixtureFolder, fixtureText } from '../support/sources.ts';

const zipOf = (files: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])) satisfies Zippable,
  );

const refusal = (bytes: Uint8Array): string => {
  try {
    openArchive(bytes);
  } catch (thrown) {
    if (thrown instanceof RefusedError) return thrown.message;
    throw thrown;
  }
  return 'opened';
};

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const DIRECTORY = 0x02014b50;

/** Where an entry's directory header begins. */
function directoryAt(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length - 4; at += 1)
    if (view(bytes).getUint32(at, true) === DIRECTORY) return at;
  throw new Error('no directory');
}

/** A zip of one file with a number in its directory written over. */
function patched(field: number, value: number, bits: 16 | 32 = 16): Uint8Array {
  const bytes = zipOf({ 'schedule.json': fixtureText('frab/schedule.json') });
  const at = directoryAt(bytes) + field;
  if (bits === 16) view(bytes).setUint16(at, value, true);
  else view(bytes).setUint32(at, value, true);
  return bytes;
}

describe('a zip', () => {
  it('is opened whole, with folders and without what systems add', () => {
    const bytes = zipOf({
      'sitedata/papers.csv': 'UID,title\n',
      '__MACOSX/sitedata/._papers.csv': 'x',
      '.DS_Store': 'x',
    });
    const files = openArchive(bytes);
    expect(files.map(({ name }) => name)).toEqual(['sitedata/papers.csv']);
    expect(new TextDecoder().decode(files[0]?.bytes)).toBe('UID,title\n');
  });

  it('is read as what is in it: a folder of Mini-Conf, or one schedule', () => {
    const folder = fixtureFolder('mini-conf/sitedata');
    const site = zipSync(Object.fromEntries(folder.map(({ name, bytes }) => [name, bytes])));
    expect(checkDraft(readImport([fileOf('site.zip', site)])).rows).toEqual(readImport(folder).rows);
    const schedule = zipOf({ 'export/schedule.json': fixtureText('frab/schedule.json') });
    expect(readImport([fileOf('a', schedule)]).rows).toEqual(
      readImport([fixture('frab/schedule.json')]).rows,
    );
  });

  it.each([
    '../schedule.json',
    'a/../../b',
    '/etc/passwd',
    '\\\\server\\share',
    'C:\\schedule.json',
    'c:x',
    'a\\..\\b',
    'a\u0000b',
  ])('with a file at %j is refused as malformed', (name) => {
    expect(refusal(zipOf({ [name]: 'x' }))).toContain('malformed: zip: unsafe path');
  });

  it('with a symbolic link is refused', () => {
    const bytes = zipSync({ link: [strToU8('/etc/passwd'), { os: 3, attrs: (0o120777 << 16) >>> 0 }] });
    expect(refusal(bytes)).toContain('malformed: zip: link is a symbolic link');
  });

  it('with two files of one name is refused, in another case or with other slashes too', () => {
    for (const other of ['a/SCHEDULE.json', 'a\\schedule.json']) {
      expect(refusal(zipOf({ 'a/schedule.json': '1', [other]: '2' }))).toContain('is in it twice');
    }
  });

  it('with more than 5,000 entries is refused', () => {
    const files = Object.fromEntries(Array.from({ length: 5001 }, (_, index) => [`${index}.txt`, 'x']));
    expect(refusal(zipOf(files))).toBe('too-large: zip: more than 5000 entries');
  });

  it('that is a bomb is refused while it is unpacked, by its ratio', () => {
    const bytes = zipSync({ 'bomb.json': new Uint8Array(20_000_000) });
    expect(bytes.length).toBeLessThan(40_000);
    expect(refusal(bytes)).toContain('too-large: zip: bomb.json unpacks to more than 150 times its size');
  });

  it('that is a bomb is refused whatever its headers say of its size', () => {
    const bytes = zipSync({ 'bomb.json': new Uint8Array(20_000_000) });
    view(bytes).setUint32(directoryAt(bytes) + 24, 10, true);
    view(bytes).setUint32(22, 10, true);
    expect(refusal(bytes)).toContain('too-large');
  });

  it('whose files unpack to more than the limit together is refused, each of them being small', () => {
    const words = Array.from({ length: 20_000 }, (_, at) => `word ${Math.imul(at, 7919) % 10_007}`).join(' ');
    const bytes = zipOf(
      Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`${index}.txt`, words])),
    );
    expect(openArchive(bytes, 20 * words.length)).toHaveLength(20);
    expect(() => openArchive(bytes, 20 * words.length - 1)).toThrow('too-large: zip: more than');
  });

  it('with many names for the same packed bytes is refused', () => {
    const bytes = zipOf({ '0.txt': 'some words' });
    const start = directoryAt(bytes);
    const end = bytes.length - 22;
    const entries = Array.from({ length: 20 }, (_, index) => {
      const entry = bytes.slice(start, end);
      entry[46] = 97 + index;
      return [...entry];
    });
    const whole = new Uint8Array([...bytes.subarray(0, start), ...entries.flat(), ...bytes.subarray(end)]);
    view(whole).setUint16(whole.length - 22 + 10, entries.length, true);
    expect(refusal(whole)).toContain('shares its bytes with another file');
  });

  it('in a zip is refused', () => {
    expect(refusal(zipSync({ 'inner.dat': zipOf({ a: 'x' }) }))).toContain(
      'unknown-format: zip: inner.dat is a zip itself',
    );
  });

  it.each([
    ['encrypted', patched(8, 0x0001), 'unknown-format: zip: schedule.json is encrypted'],
    ['of strong encryption', patched(8, 0x0041), 'unknown-format: zip: schedule.json is encrypted'],
    ['packed in a way that is not known', patched(10, 14), 'unknown-format: zip: schedule.json is packed'],
    ['of zip64', patched(24, 0xffffffff, 32), 'too-large: zip: schedule.json is of zip64'],
    ['with another checksum', patched(16, 7, 32), 'damaged: zip: schedule.json is not what was packed'],
    ['that points behind its end', patched(42, 0x7fffffff, 32), 'damaged: zip: schedule.json is cut off'],
  ])('%s is refused by name', (_name, bytes, said) => {
    expect(refusal(bytes)).toContain(said);
  });

  it('that is cut off anywhere, or damaged, is opened or refused by name, never anything else', () => {
    const bytes = zipOf({ 'a.json': fixtureText('frab/schedule.json'), 'b.txt': 'stored' });
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 }), fc.boolean(), (at, byte, cut) => {
        const other = cut ? bytes.slice(0, at) : bytes.slice();
        if (!cut) other[at] = byte;
        const said = refusal(other);
        if (cut) expect(said).toMatch(/^damaged/);
        else expect(said).toMatch(/^(opened|damaged|malformed|unknown-format|too-large)/);
      }),
      { numRuns: 1000 },
    );
  });
});
