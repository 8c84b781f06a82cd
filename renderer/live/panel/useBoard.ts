import { useMemo } from 'react';
import { useCommand } from '../../sync/useCommand.ts';
import { type QuestionView, useQuestions } from '../../sync/useQuestions.ts';
import { useRows } from '../../sync/useRows.ts';
import type { WorkshopEntry } from '../../sync/useWorkshops.ts';
import { talkPath } from '../../workspace/routes.ts';
import { type Board, sortBoard } from './board.ts';
import type { QuestionOrigin } from './QuestionNow.tsx';

/** What can be done on the board; all of it goes over the outbox, so it works offline too. */
export type BoardActs = {
  readonly ask: (text: string, anonymous: boolean) => Promise<void>;
  readonly toggleVote: (question: QuestionView) => void;
  readonly approve: (question: QuestionView) => void;
  readonly putLive: (question: QuestionView) => void;
  readonly takeBack: (question: QuestionView) => void;
  readonly answered: (question: QuestionView) => void;
};

/** The board of a live session, as its reader sees it. */
export function useBoard(
  sessionId: string,
  workshop: WorkshopEntry,
  onFailed: (error: unknown) => void,
): {
  readonly board: Board<QuestionView>;
  readonly originOf: (question: QuestionView) => QuestionOrigin | null;
  readonly acts: BoardActs;
} {
  const questions = useQuestions({});
  const sessions = useRows('session');
  const talks = useRows('talk');
  const board = useMemo(
    () => sortBoard(questions ?? [], sessionId, { sessions: sessions ?? [], talks: talks ?? [] }),
    [questions, sessions, talks, sessionId],
  );
  const originOf = (question: QuestionView): QuestionOrigin | null => {
    const talk = talks?.find(({ id }) => id === question.data.talkId);
    if (!talk) return null;
    const second = question.data.anchor?.second ?? null;
    const path = talkPath(workshop, talk.id, second ?? undefined);
    return { title: talk.data.title, path, second };
  };
  return { board, originOf, acts: useBoardActs(sessionId, onFailed) };
}

function useBoardActs(sessionId: string, onFailed: (error: unknown) => void): BoardActs {
  const command = useCommand();
  return useMemo(() => {
    const run = (work: Promise<void>) => void work.catch(onFailed);
    return {
      ask: (text, anonymous) =>
        command('question.ask', {
          questionId: crypto.randomUUID(),
          text,
          talkId: null,
          sessionId,
          anchor: null,
          anonymous,
        }),
      toggleVote: ({ id, voted }) =>
        run(command(voted ? 'question.unvote' : 'question.vote', { questionId: id })),
      approve: ({ id }) => run(command('question.approve', { questionId: id })),
      putLive: ({ id }) => run(command('question.putLive', { questionId: id })),
      takeBack: ({ id }) => run(command('question.takeBack', { questionId: id })),
      answered: ({ id }) => run(command('question.answer', { questionId: id, text: null })),
    };
  }, [command, sessionId, onFailed]);
}
