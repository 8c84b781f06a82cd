import { expect, test } from 'vitest';
import { hitPath } from '#renderer/search/hitPath.ts';
import { idOf, workshopId } from './rows.ts';

const entry = { hub: { fingerprint: 'h'.repeat(43) }, id: workshopId, data: { slug: 'sample' } } as never;
const talk = `/h/${'h'.repeat(10)}/w/sample/talk/${idOf(3)}`;

test('a note leads to its second, one on the whole talk to the talk, and one without a talk to all notes', () => {
  expect(hitPath({ kind: 'note', rowId: idOf(3), second: 72.9 }, entry)).toBe(`${talk}?at=72`);
  expect(hitPath({ kind: 'note', rowId: idOf(3), second: null }, entry)).toBe(talk);
  expect(hitPath({ kind: 'note', rowId: '', second: 4 }, entry)).toBe('/notes');
});

test('what was said leads to its second', () => {
  expect(hitPath({ kind: 'captions', rowId: idOf(3), second: 5 }, entry)).toBe(`${talk}?at=5`);
});
