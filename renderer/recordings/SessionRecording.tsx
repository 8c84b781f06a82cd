import { useMemo } from 'react';
import type { Row } from '#shared/sync/rows.ts';
import { useQuestions } from '../sync/useQuestions.ts';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import { Closed } from './Closed.tsx';
import { playingOfSession } from './playingOf.ts';
import { useSessionRecording } from './useSessionRecording.ts';
import { Watch } from './Watch.tsx';

/** On a session's page: what was recorded of its stage, or when that opens; nothing where nothing was recorded. */
export function SessionRecording({ session }: { readonly session: Row<'session'> }) {
  const workshop = useWorkshop();
  const recorded = useSessionRecording(session.id);
  const recording = recorded?.recording ?? null;
  const contents = recorded?.contents ?? null;
  const questions = useQuestions();
  const playing = useMemo(
    () => (recording && contents ? playingOfSession(workshop, session, recording, contents) : null),
    [workshop, session, recording, contents],
  );
  const here = useMemo(
    () =>
      questions?.filter(
        ({ data, answer }) =>
          data.anchor?.recordingId === recording?.id || answer?.span?.recordingId === recording?.id,
      ),
    [questions, recording?.id],
  );
  if (!recording || !here) return null;
  if (!playing) return <Closed recording={recording} />;
  return <Watch playing={playing} questions={here} onAsk={null} onRate={null} />;
}
