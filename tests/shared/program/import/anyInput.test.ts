import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { SourceFile } from '#shared/program/import/draft.ts';
import { readImport } from '#shared/program/import/readImport.ts';
import { checkDraft } from './support/checkDraft.ts';
import { changedFixtures, changeJson, jsonFixtures } from './support/mutate.ts';
import { fileOf, fixtureJson, jsonFile } from './support/sources.ts';

/** Reads, and lets nothing pass but a draft that is whole or a refusal by name. */
function draftOrRefusal(files: readonly SourceFile[]): 'draft' | 'refused' {
  try {
    checkDraft(readImport(files));
    return 'draft';
  } catch (thrown) {
    if (thrown instanceof RefusedError) return 'refused';
    throw thrown;
  }
}

const odd = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown>(null, 0, -1, 1e300, 42, true, '', ' ', [], {}, [[]], [null], {
      en: null,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(
      '9999-99-99',
      '2024-02-30',
      '00:00',
      '24:61',
      '-01:00',
      'Mars/Base',
      '2024-10-27T02:30',
      '١٢',
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

const jsonFormats = Object.entries(jsonFixtures);
const formats = Object.entries(changedFixtures);

describe('whatever a source holds, reading it gives a whole draft or a refusal by name', () => {
  it.each(jsonFormats)('%s with any of its values replaced by any other', (_name, path) => {
    const value = fixtureJson(path);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat({ max: 120 }), odd), { maxLength: 6 }), (changes) => {
        const at = new Map(changes);
        const changed = changeJson(value, (text, index) => (at.has(index) ? at.get(index) : text), 'all');
        draftOrRefusal([jsonFile(changed)]);
      }),
      { numRuns: 400 },
    );
  });

  it.each(jsonFormats)('%s with any of its lists and objects replaced', (_name, path) => {
    const value = fixtureJson(path);
    const replace = (at: unknown, target: { left: number }, by: unknown): unknown => {
      if (typeof at !== 'object' || at === null) return at;
      target.left -= 1;
      if (target.left === 0) return by;
      if (Array.isArray(at)) return at.map((one) => replace(one, target, by));
      return Object.fromEntries(Object.entries(at).map(([key, one]) => [key, replace(one, target, by)]));
    };
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), odd, (left, by) => {
        draftOrRefusal([jsonFile(replace(value, { left }, by))]);
      }),
      { numRuns: 300 },
    );
  });

  it.each(formats)('%s with any text in place of any of its own', (_name, change) => {
    fc.assert(
      fc.property(fc.nat({ max: 80 }), fc.oneof(fc.string({ unit: 'binary' }), odd), (at, by) => {
        draftOrRefusal(change((text, index) => (index === at ? by : text)));
      }),
      { numRuns: 200 },
    );
  });

  it.each(formats)('%s cut off or damaged at any place', (_name, change) => {
    const [file] = change((text) => text);
    const bytes = file?.bytes ?? new Uint8Array();
    fc.assert(
      fc.property(fc.nat({ max: bytes.length }), fc.nat({ max: 255 }), fc.boolean(), (at, byte, cut) => {
        const damaged = cut ? bytes.slice(0, at) : bytes.slice();
        if (!cut && at < damaged.length) damaged[at] = byte;
        draftOrRefusal([{ name: file?.name ?? '', bytes: damaged }]);
      }),
      { numRuns: 150 },
    );
  });

  it('any bytes at all, under any of the endings', () => {
    const begin = fc.constantFrom(
      '',
      '{',
      '[',
      '<schedule>',
      '<?xml?>',
      'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n',
      'UID,title\n',
      'PK\x03\x04',
      'Session Title,',
    );
    const name = fc.constantFrom(
      'a',
      'papers.csv',
      'papers.yml',
      'papers.json',
      'config.yml',
      'main_calendar.json',
      'a.zip',
      'a.ics',
    );
    fc.assert(
      fc.property(name, begin, fc.uint8Array({ maxLength: 300 }), (file, start, bytes) => {
        draftOrRefusal([
          { name: file, bytes: new Uint8Array([...new TextEncoder().encode(start), ...bytes]) },
        ]);
      }),
      { numRuns: 1500 },
    );
  });

  it('any JSON in the shape of each format', () => {
    const value = fc.jsonValue({ maxDepth: 4 });
    const shaped = fc.oneof(
      fc.record({
        talks: fc.array(
          fc.oneof(value, fc.record({ title: value, start: value, room: value, speakers: value })),
        ),
        rooms: value,
        speakers: value,
        tracks: value,
      }),
      fc.record({
        schedule: fc.record({
          conference: fc.record({ title: value, days: value, rooms: value, tracks: value }),
        }),
      }),
      fc.record({
        _type: value,
        results: fc.array(fc.record({ title: value, sessions: value, contributions: value, chairs: value })),
      }),
    );
    fc.assert(
      fc.property(shaped, (json) => void draftOrRefusal([jsonFile(json)])),
      { numRuns: 600 },
    );
  });
});

it('keys that reach for a prototype change none and are taken as unknown fields', () => {
  const texts = [
    '{"talks":[{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"code":"A","title":"T","speakers":[]}],"rooms":[],"__proto__":{"polluted":1}}',
    '{"schedule":{"conference":{"__proto__":{"title":"polluted"},"days":[{"rooms":{"__proto__":[{"title":"T","guid":"1"}]}}]}}}',
    '{"_type":"x","results":[{"__proto__":{"title":"polluted"},"startDate":null,"contributions":[{"title":"T","hasOwnProperty":1}]}]}',
  ];
  for (const text of texts) expect(draftOrRefusal([fileOf('a.json', text)])).toBe('draft');
  expect(draftOrRefusal([fileOf('papers.csv', '__proto__,constructor,UID,title\n1,2,3,T\n')])).toBe('draft');
  expect(draftOrRefusal([fileOf('papers.yml', '- __proto__: {polluted: 1}\n  title: T\n')])).toBe('draft');
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});
