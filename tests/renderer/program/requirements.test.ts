import { expect, test } from 'vitest';
import { answerRequirements } from '#renderer/program/requirements.ts';
import { kindsAsked, requirement } from '#shared/program/requirement.ts';
import { dlsuper } from '#tests/fixtures/workshops/dlsuper.ts';

const artifact = (kind: 'algorithm' | 'code' | 'data' | 'hardware' | 'software' | 'model') => ({
  kind,
  title: kind,
  url: null,
});

const read = (texts: readonly string[]) => texts.map((text) => requirement.parse(text));

test('each of DLSuper’s four requirements asks for one kind of artifact', () => {
  expect(dlsuper.requirements.map(kindsAsked)).toEqual([['algorithm'], ['software'], ['data'], ['hardware']]);
});

test('a talk answers requirements by its artifacts, and the others stay open', () => {
  const states = answerRequirements(read(dlsuper.requirements), [artifact('code'), artifact('data')]);
  expect(states.map(({ state }) => state)).toEqual(['open', 'answered', 'answered', 'open']);
});

test('a requirement of two kinds is answered in part by one of them, and one of none is not told', () => {
  const states = answerRequirements(read(['The data and the hardware used', 'A statement of funding']), [
    artifact('data'),
  ]);
  expect(states.map(({ state }) => state)).toEqual(['partly', 'untold']);
});
