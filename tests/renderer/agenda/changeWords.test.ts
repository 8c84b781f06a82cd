import i18next from 'i18next';
import { expect, it } from 'vitest';
import { changeWords, durationWords } from '#renderer/agenda/changeWords.ts';
import { startLanguage } from '#renderer/i18n/startLanguage.ts';
import type { AgendaChange } from '#shared/program/agendaChanges.ts';
import { instant } from './items.ts';

startLanguage();
const locale = { language: 'en-GB', zone: 'Europe/Berlin' };
const at = instant('2026-06-25T09:00:00.000Z');
const date = { kind: 'date', date: '2026-06-26' } as const;

const cases: readonly [AgendaChange, string][] = [
  [{ kind: 'cancelled' }, 'is cancelled'],
  [{ kind: 'removed' }, 'is not in the program any more'],
  [{ kind: 'later', minutes: 90, to: at }, 'moved 1 h 30 min later, to 11:00'],
  [{ kind: 'earlier', minutes: 20, to: at }, 'moved 20 min earlier, to 11:00'],
  [{ kind: 'day', from: at, to: date }, 'moved from Thursday 25 June, 11:00 to 26 June 2026'],
  [{ kind: 'time-known', to: at }, 'now has a time: Thursday 25 June, 11:00'],
  [{ kind: 'time-unknown', from: date }, 'has no time any more (it was 26 June 2026)'],
  [{ kind: 'room', from: 'Hall A', to: 'Hall B' }, 'moved from Hall A to Hall B'],
  [{ kind: 'room-known', to: 'Hall B' }, 'now has a room: Hall B'],
  [{ kind: 'room-unknown', from: 'Hall A' }, 'has no room any more (it was Hall A)'],
  [{ kind: 'longer', minutes: 15, to: 45 }, 'is 15 min longer: 45 min'],
  [{ kind: 'shorter', minutes: 60, to: 30 }, 'is 1 h shorter: 30 min'],
  [{ kind: 'length-known', to: 20 }, 'now has a length: 20 min'],
  [{ kind: 'length-unknown', from: 20 }, 'has no length any more (it was 20 min)'],
  [{ kind: 'renamed', from: 'Old <b>title</b>', to: 'New' }, 'was called “Old <b>title</b>”'],
];

it.each(cases)('says %o in words', (change, words) => {
  expect(changeWords(change, i18next.t, locale)).toBe(words);
});

it('counts hours and minutes', () => {
  expect([5, 60, 125].map((minutes) => durationWords(minutes, i18next.t))).toEqual([
    '5 min',
    '1 h',
    '2 h 5 min',
  ]);
});
