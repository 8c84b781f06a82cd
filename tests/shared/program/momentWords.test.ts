import { describe, expect, it } from 'vitest';
import { clockText } from '#shared/program/clockText.ts';
import { momentEnd, momentTime } from '#shared/program/momentTime.ts';
import { momentWords, shortInstantWords, spanWords, weekdayWords } from '#shared/program/momentWords.ts';

const berlin = { language: 'en-GB', zone: 'Europe/Berlin' };
const auckland = { language: 'en-GB', zone: 'Pacific/Auckland' };
const instant = { kind: 'instant', at: '2020-06-25T14:00:00.000Z' } as const;
const date = { kind: 'date', date: '2020-06-20' } as const;

describe('a moment in words', () => {
  it('says no more than is known', () => {
    expect(momentWords({ kind: 'unknown' }, berlin)).toBeNull();
    expect(momentWords({ kind: 'year', year: 2019 }, berlin)).toBe('2019');
    expect(momentWords(date, berlin)).toBe('20 June 2020');
    expect(momentWords(instant, berlin)).toBe('25 June 2020, 16:00');
  });

  it('shows an instant on the day it is for the reader, across midnight', () => {
    expect(momentWords(instant, auckland)).toBe('26 June 2020, 02:00');
    expect(weekdayWords(Date.parse(instant.at), auckland)).toBe('Friday 26 June');
    expect(shortInstantWords(Date.parse(instant.at), auckland)).toBe('26 June, 02:00');
  });

  it('keeps a calendar date the same in every zone', () => {
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'UTC']) {
      expect(momentWords(date, { language: 'en-GB', zone })).toBe('20 June 2020');
    }
  });
});

describe('the days of a workshop', () => {
  it('are one range', () => {
    expect(spanWords(date, { kind: 'date', date: '2020-06-25' }, berlin)).toMatch(/^20\s?–\s?25 June 2020$/);
  });

  it('are one day where first and last are the same, or only one is known', () => {
    expect(spanWords(date, date, berlin)).toBe('20 June 2020');
    expect(spanWords({ kind: 'unknown' }, date, berlin)).toBe('20 June 2020');
    expect(spanWords({ kind: 'year', year: 2018 }, { kind: 'unknown' }, berlin)).toBe('2018');
  });

  it('are nothing where nothing is known', () => {
    expect(spanWords({ kind: 'unknown' }, { kind: 'unknown' }, berlin)).toBeNull();
  });
});

describe('the end of a moment', () => {
  it('is twelve hours later where a day ends anywhere on Earth', () => {
    expect(momentEnd(date, null, true)).toBe(Date.parse('2020-06-21T12:00:00Z'));
    expect(momentEnd(date, null)).toBe(Date.parse('2020-06-21T00:00:00Z'));
  });

  it('is unknown where the moment is', () => {
    expect(momentEnd({ kind: 'unknown' }, null)).toBeNull();
    expect(momentTime({ kind: 'unknown' })).toBeNull();
  });
});

describe('a second of a recording', () => {
  it.each([
    [7, '0:07'],
    [858.9, '14:18'],
    [3725, '1:02:05'],
    [Number.NaN, '0:00'],
  ])('%d s reads %s', (seconds, text) => {
    expect(clockText(seconds)).toBe(text);
  });
});
