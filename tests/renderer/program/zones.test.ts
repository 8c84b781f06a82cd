import { expect, test } from 'vitest';
import { readChoice } from '#renderer/program/programChoice.ts';
import { rangeWords } from '#renderer/program/timeWords.ts';
import { allZones, findZones, isZone, offsetWords } from '#renderer/program/zones.ts';

const summer = Date.parse('2020-06-25T12:00:00Z');
const winter = Date.parse('2020-12-25T12:00:00Z');

test('a zone’s offset is that of the instant, in summer and in winter', () => {
  expect(offsetWords('Europe/Berlin', summer)).toBe('GMT+02:00');
  expect(offsetWords('Europe/Berlin', winter)).toBe('GMT+01:00');
  expect(offsetWords('UTC', summer)).toBe('GMT');
});

test('zones go from west to east, and each is there once', () => {
  const zones = allZones(summer);
  expect(zones[0]?.offset).toBe('GMT-11:00');
  expect(zones.at(-1)?.zone).toBe('Pacific/Kiritimati');
  expect(new Set(zones.map(({ zone }) => zone)).size).toBe(zones.length);
});

test('a zone is found by a city of two words, by its offset, and first by how a word begins', () => {
  const found = (typed: string) => findZones(allZones(summer), typed).map(({ zone }) => zone);
  expect(found('new york')).toEqual(['America/New_York']);
  expect(found('york america')).toEqual(['America/New_York']);
  expect(found('+05:45')).toHaveLength(1);
  expect(found('tok')[0]).toBe('Asia/Tokyo');
  expect(found('nowhere at all')).toEqual([]);
});

test('a zone that does not exist is none, and a kept choice that names one falls back', () => {
  expect(isZone('Europe/Berlin')).toBe(true);
  expect(isZone('Moon/Tranquility')).toBe(false);
  const kept = { view: 'timeline', columns: 'rooms', zone: { kind: 'named', zone: 'Moon/Tranquility' } };
  expect(readChoice(JSON.stringify(kept))).toEqual({ ...kept, zone: { kind: 'mine' } });
  expect(readChoice('{"view":7')).toEqual({ view: 'list', columns: 'rooms', zone: { kind: 'mine' } });
  expect(readChoice(null).view).toBe('list');
});

test('a range that crosses midnight names the day on which it ends', () => {
  const start = Date.parse('2020-06-24T20:30:00Z');
  const end = Date.parse('2020-06-24T23:00:00Z');
  expect(rangeWords(start, end, { language: 'en-GB', zone: 'UTC' })).toBe('20:30 – 23:00');
  expect(rangeWords(start, end, { language: 'en-GB', zone: 'Europe/Berlin' })).toBe(
    '22:30 – 01:00 (Thu 25 Jun)',
  );
  expect(rangeWords(start, null, { language: 'en-GB', zone: 'UTC' })).toBe('20:30');
});
