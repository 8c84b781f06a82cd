import { useMemo } from 'react';
import { stageOfQuestion } from '#shared/questions/stageOfQuestion.ts';
import type { Row } from '#shared/sync/rows.ts';
import type { TalkEntry } from '../../program/talkEntries.ts';
import { useTalkEntries } from '../../program/useTalkEntries.ts';
import { type QuestionView, useQuestions } from '../../sync/useQuestions.ts';
import { useRows } from '../../sync/useRows.ts';
import { sortBoard } from '../panel/board.ts';

export type Recorded = {
  readonly recording: Row<'recording'>;
  readonly contents: Row<'recordingContents'>;
};

/** What there is to read and watch around a session while its stage is not on. */
export type Holding = {
  /** The session's own talks in the program's order. */
  readonly talks: readonly TalkEntry[];
  /** The talks that it is about, with a recording that may be watched now: its own and those whose questions it takes. */
  readonly watchable: readonly TalkEntry[];
  /** What was recorded of the session itself, once it may be watched. */
  readonly recorded: Recorded | null;
  readonly answered: readonly QuestionView[];
};

/** `undefined` while loading. */
export function useHolding(sessionId: string): Holding | undefined {
  const entries = useTalkEntries();
  const sessions = useRows('session');
  const questions = useQuestions();
  const recorded = useRecorded(sessionId);
  return useMemo(() => {
    if (!entries || !sessions || !questions) return undefined;
    const planned = entries.filter(({ talk }) => talk.data.state === 'planned');
    const talks = planned.map(({ talk }) => talk);
    const isTaken = ({ talk }: TalkEntry) =>
      stageOfQuestion({ sessionId: null, talkId: talk.id }, sessions, talks) === sessionId;
    const isOwn = ({ talk }: TalkEntry) => talk.data.sessionId === sessionId;
    return {
      talks: planned.filter(isOwn),
      watchable: planned.filter((entry) => entry.contents?.data.released && (isOwn(entry) || isTaken(entry))),
      recorded,
      answered: sortBoard(questions, sessionId, { sessions, talks }).answered,
    };
  }, [entries, sessions, questions, recorded, sessionId]);
}

function useRecorded(sessionId: string): Recorded | null {
  const recordings = useRows('recording');
  const contents = useRows('recordingContents');
  return useMemo(() => {
    const recording = recordings?.find(
      ({ data: { of } }) => of.kind === 'session' && of.sessionId === sessionId,
    );
    const own = contents?.find(({ data }) => data.released && data.recordingId === recording?.id);
    return recording && own ? { recording, contents: own } : null;
  }, [recordings, contents, sessionId]);
}
