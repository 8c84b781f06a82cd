import type { QuestionView } from '#shared/sync/questionView.ts';
import { readQuestions } from './readQuestions.ts';
import { useScope } from './scopeContext.ts';
import { useBase } from './useBase.ts';

export type { QuestionView } from '#shared/sync/questionView.ts';

export type QuestionFilter = { readonly talkId?: string; readonly sessionId?: string };

/**
 * The questions of the workshop in scope that fit the filter, as their reader sees them (rule S7),
 * oldest first; `undefined` while loading.
 */
export function useQuestions(filter: QuestionFilter = {}): readonly QuestionView[] | undefined {
  const { account } = useScope().connection.hub;
  const { talkId, sessionId } = filter;
  return useBase(`questions ${talkId} ${sessionId}`, async (database, workshopId) => {
    const views = await readQuestions(database, workshopId, account);
    return views.filter(
      ({ data }) =>
        (talkId === undefined || data.talkId === talkId) &&
        (sessionId === undefined || data.sessionId === sessionId),
    );
  });
}
