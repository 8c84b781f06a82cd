import type { QuestionView } from '#shared/sync/questionView.ts';

/** How many questions each talk has, by its id; those that were dismissed or withdrawn do not count. */
export function questionCounts(questions: readonly QuestionView[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { data } of questions) {
    if (data.talkId === null || data.state === 'dismissed' || data.state === 'withdrawn') continue;
    counts.set(data.talkId, (counts.get(data.talkId) ?? 0) + 1);
  }
  return counts;
}
