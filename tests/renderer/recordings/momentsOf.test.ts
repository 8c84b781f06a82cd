import { expect, it } from 'vitest';
import { momentsOf } from '#renderer/recordings/momentsOf.ts';
import type { QuestionView } from '#shared/sync/questionView.ts';

const asked = (id: string, raised: [string, number] | null, answered: [string, number] | null) =>
  ({
    id,
    data: { state: 'answered', anchor: raised && { recordingId: raised[0], second: raised[1] } },
    answer: answered && {
      span: { recordingId: answered[0], start: answered[1], end: answered[1] + 5 },
    },
  }) as unknown as QuestionView;
const told = (here: string, ...questions: readonly QuestionView[]) =>
  momentsOf(questions, here).map(({ kind, at }) => `${kind} ${at}`);

it('Q2: beside what was recorded live stand the questions of elsewhere where they are answered', () => {
  const ofTalk = asked('a', ['talk', 73], ['live', 28]);
  const ofBoard = asked('b', null, ['live', 9]);
  expect(told('live', ofTalk, ofBoard)).toEqual(['answer 9', 'answer 28']);
  expect(told('talk', ofTalk, ofBoard)).toEqual(['question 73']);
});

it('a question that is raised and answered in one recording stands there once', () => {
  expect(told('talk', asked('a', ['talk', 10], ['talk', 122]))).toEqual(['question 10']);
});
