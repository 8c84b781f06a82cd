import { expect, it } from 'vitest';
import type { AgendaItem } from '#renderer/agenda/agendaItems.ts';
import { findClashes } from '#renderer/agenda/clashes.ts';
import { item } from './items.ts';

const said = (...items: readonly AgendaItem[]) => {
  const clashes = findClashes(items);
  return items.map(({ key }) =>
    (clashes.get(key) ?? []).map((clash) =>
      clash.kind === 'overlap' ? `${clash.title} ${clash.minutes}` : `${clash.title} ${clash.kind}`,
    ),
  );
};

it('names both talks and by how many minutes they overlap', () => {
  const a = item({ title: 'A', time: '09:00', minutes: 30 });
  const b = item({ title: 'B', time: '09:10', minutes: 60 });
  expect(said(a, b)).toEqual([['B 20'], ['A 20']]);
});

it('names the whole of a short talk inside a long one', () => {
  const a = item({ title: 'A', time: '09:00', minutes: 90 });
  const b = item({ title: 'B', time: '09:10', minutes: 15 });
  expect(said(a, b)).toEqual([['B 15'], ['A 15']]);
});

it('lets a talk begin when another one ends', () => {
  const a = item({ title: 'A', time: '09:00', minutes: 30 });
  const b = item({ title: 'B', time: '09:30', minutes: 30 });
  expect(said(a, b)).toEqual([[], []]);
});

it('names each of three', () => {
  const [a, b, c] = ['A', 'B', 'C'].map((title) => item({ title, time: '09:00', minutes: 10 }));
  if (!a || !b || !c) throw new Error('three were made');
  expect(said(a, b, c)).toEqual([
    ['B 10', 'C 10'],
    ['A 10', 'C 10'],
    ['A 10', 'B 10'],
  ]);
});

it('takes an unknown length for what it is: together they begin, and perhaps they overlap', () => {
  const a = item({ title: 'A', time: '09:00' });
  const b = item({ title: 'B', time: '09:00', minutes: 30 });
  const c = item({ title: 'C', time: '09:20', minutes: 30 });
  expect(said(a, b)).toEqual([['B same-start'], ['A same-start']]);
  expect(said(b, a)).toEqual([['A same-start'], ['B same-start']]);
  expect(said(a, c)).toEqual([['C perhaps'], ['A perhaps']]);
});

it('knows how much of a known length is left when one of unknown length begins in it', () => {
  const a = item({ title: 'A', time: '09:00', minutes: 30 });
  const b = item({ title: 'B', time: '09:20' });
  expect(said(a, b)).toEqual([['B 10'], ['A 10']]);
});

it('lets a talk of unknown length go on until its session ends, and no longer', () => {
  const a = item({ title: 'A', time: '09:00', sessionEnd: '09:15' });
  const b = item({ title: 'B', time: '09:20', minutes: 30 });
  expect(said(a, b)).toEqual([[], []]);
  const long = item({ title: 'A', time: '09:00', sessionEnd: '13:00' });
  const late = item({ title: 'B', time: '12:50', minutes: 30 });
  expect(said(long, late)).toEqual([['B perhaps'], ['A perhaps']]);
});

it('leaves out what is cancelled and what has no time', () => {
  const a = item({ title: 'A', time: '09:00', minutes: 30 });
  const b = item({ title: 'B', time: '09:00', minutes: 30, state: 'cancelled' });
  const c = item({ title: 'C', time: null, minutes: 30 });
  expect(said(a, b, c)).toEqual([[], [], []]);
});
