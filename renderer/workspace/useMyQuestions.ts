import { useLiveQuery } from 'dexie-react-hooks';
import type { QuestionView } from '#shared/sync/questionView.ts';
import { useConnections } from '../sync/connectionsContext.ts';
import { readQuestions } from '../sync/readQuestions.ts';
import { readWorkshops, type WorkshopEntry } from '../sync/useWorkshops.ts';

export type MyQuestion = { readonly entry: WorkshopEntry; readonly view: QuestionView };

/** What I asked, in all workshops, newest first; `undefined` while loading. */
export function useMyQuestions(): readonly MyQuestion[] | undefined {
  const connections = useConnections();
  return useLiveQuery(async () => {
    const found: MyQuestion[] = [];
    for (const connection of connections) {
      for (const entry of await readWorkshops(connection)) {
        const views = await readQuestions(connection.database, entry.id, connection.hub.account);
        for (const view of views) if (view.mine) found.push({ entry, view });
      }
    }
    return found.sort((a, b) => b.view.data.askedAt.localeCompare(a.view.data.askedAt));
  }, [connections]);
}
