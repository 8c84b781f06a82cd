import { expect, test } from 'vitest';
import { announcementsShown } from '#renderer/program/announcementsShown.ts';
import { changedFields } from '#renderer/program/edit/changedFields.ts';
import { draftOf, readDraft } from '#renderer/program/edit/editDraft.ts';
import { momentText, readMoment } from '#renderer/program/edit/momentText.ts';
import type { Moment } from '#shared/program/moment.ts';
import { instant, row, session, talk, unknown } from '../rows.ts';

test('what an organizer writes about a time is read back as it was, in any zone', () => {
  const moments: Moment[] = [
    unknown,
    { kind: 'year', year: 2020 },
    { kind: 'date', date: '2020-06-25' },
    instant('2020-06-25T14:00:00Z'),
  ];
  for (const zone of ['UTC', 'Asia/Kolkata', 'America/Chicago']) {
    for (const value of moments) expect(readMoment(momentText(value, zone), zone)).toEqual(value);
  }
  expect(momentText(instant('2020-06-25T14:00:00Z'), 'Europe/Berlin')).toBe('2020-06-25 16:00');
});

test('a day that does not exist, a time past midnight and other words are no moment', () => {
  for (const bad of ['2020-02-30', '2020-06-25 25:00', '25.6.2020', 'soon', '2020-6-25', '1820']) {
    expect(readMoment(bad, 'UTC')).toBeNull();
  }
});

test('a time that the clock leaves out in spring is the one after the gap', () => {
  expect(readMoment('2020-03-29 02:30', 'Europe/Berlin')).toEqual(instant('2020-03-29T01:30:00Z'));
});

test('a session that ends before it starts, and a talk of no minutes, are not saved', () => {
  const of = session(1, { start: instant('2020-06-25T14:00:00Z') });
  const draft = { ...draftOf(of, 'UTC'), end: '2020-06-25 13:00' };
  expect(readDraft(draft, of, 'UTC')).toEqual({ data: null, wrong: { end: 'endBeforeStart' } });
  const { talk: given } = talk(1);
  expect(readDraft({ ...draftOf(given, 'UTC'), title: ' ', minutes: '0' }, given, 'UTC').wrong).toEqual({
    title: 'titleMissing',
    minutes: 'minutesWrong',
  });
});

test('a field that was not touched keeps its exact value, seconds and all', () => {
  const of = session(1, { start: instant('2020-06-25T14:00:30Z'), live: true });
  const { data } = readDraft({ ...draftOf(of, 'UTC'), title: 'New', cancelled: true }, of, 'UTC');
  expect(data).toEqual({ ...of.data, title: 'New', state: 'cancelled' });
});

test('a conflict names the fields that differ, and what cannot be edited here once', () => {
  const theirs = { title: 'Theirs', abstract: null, order: 1, topics: ['a'] };
  const mine = { title: 'Mine', abstract: null, order: 2, topics: ['b'] };
  expect(changedFields(theirs, mine)).toEqual([
    { field: 'title', theirs: 'Theirs', mine: 'Mine' },
    { field: 'other', theirs: null, mine: null },
  ]);
  expect(changedFields(mine, mine)).toEqual([]);
});

test('an announcement is shown until its day is over in the workshop’s zone, the newest first', () => {
  const post = (n: number, when: Moment, expires: Moment) =>
    row('announcement', n, { title: `${n}`, text: '', when, expires });
  const rows = [
    post(1, { kind: 'date', date: '2020-06-01' }, unknown),
    post(2, { kind: 'date', date: '2020-06-20' }, { kind: 'date', date: '2020-06-24' }),
    post(3, { kind: 'date', date: '2020-06-10' }, { kind: 'date', date: '2020-06-22' }),
  ];
  const shown = (now: string, zone: string) =>
    announcementsShown(rows, Date.parse(now), zone).map(({ data }) => data.title);
  expect(shown('2020-06-23T08:00:00Z', 'UTC')).toEqual(['2', '1']);
  expect(shown('2020-06-25T02:00:00Z', 'UTC')).toEqual(['1']);
  expect(shown('2020-06-25T02:00:00Z', 'America/Chicago')).toEqual(['2', '1']);
});
