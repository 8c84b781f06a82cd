import { expect, it } from 'vitest';
import { transcriptItems } from '#renderer/recordings/transcriptItems.ts';
import type { QuestionView } from '#shared/sync/questionView.ts';

const cues = [0, 10, 20].map((start) => ({ start, end: start + 10, text: `line at ${start}` }));
const question = (id: string, state: string, second: number, answeredAt: number | null) =>
  ({
    id,
    data: { state, anchor: { recordingId: 'r', second } },
    answer:
      answeredAt === null ? null : { span: { recordingId: 'r', start: answeredAt, end: answeredAt + 5 } },
  }) as unknown as QuestionView;
const told = (questions: readonly QuestionView[]) =>
  transcriptItems(cues, questions, 'r').map(({ kind, at }) => `${kind} ${at}`);

it('Q2: a question stands at the second that raised it and again where it is answered', () => {
  expect(told([question('a', 'answered', 10, 21)])).toEqual([
    'cue 0',
    'cue 10',
    'question 10',
    'cue 20',
    'answer 21',
  ]);
});

it('a question that was withdrawn or dismissed is not in the transcript', () => {
  expect(told([question('a', 'withdrawn', 1, null), question('b', 'dismissed', 2, null)])).toHaveLength(3);
});
