import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Anchor } from '#shared/questions/question.ts';
import { StarButton } from '../agenda/StarButton.tsx';
import { Crumb } from '../program/Crumb.tsx';
import { EditButton } from '../program/edit/EditButton.tsx';
import { CalendarButton } from '../program/export/CalendarButton.tsx';
import { NotHere } from '../program/NotHere.tsx';
import type { TalkEntry } from '../program/talkEntries.ts';
import { type Program, useProgram } from '../program/useProgram.ts';
import { TalkQuestions } from '../questions/TalkQuestions.tsx';
import { useProgramNow } from '../sync/useProgramNow.ts';
import { type QuestionView, useQuestions } from '../sync/useQuestions.ts';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import { CopyLink } from '../workspace/CopyLink.tsx';
import { Page, PageLoading } from '../workspace/Page.tsx';
import { sessionPath, talkPath } from '../workspace/routes.ts';
import { Closed } from './Closed.tsx';
import { ManageLink } from './manage/ManageLink.tsx';
import { playingOf } from './playingOf.ts';
import { RecordingControl } from './RecordingControl.tsx';
import { RatingCard } from './rating/RatingCard.tsx';
import { TalkFacts } from './TalkFacts.tsx';
import { TalkHead } from './TalkHead.tsx';
import styles from './TalkPage.module.css';
import { useMediaActs } from './useMediaActs.ts';
import { Watch } from './Watch.tsx';

/** A talk: its recording with the transcript beside it, its questions, and what belongs to it. */
export function TalkPage({ talkId }: { readonly talkId: string }) {
  const program = useProgram();
  const questions = useQuestions({ talkId });
  if (!program || !questions) return <PageLoading />;
  const entry = program.talks.find(({ talk }) => talk.id === talkId);
  return entry ? <Talk entry={entry} program={program} questions={questions} /> : <NotHere what="talk" />;
}

type Props = {
  readonly entry: TalkEntry;
  readonly program: Program;
  readonly questions: readonly QuestionView[];
};

function Talk({ entry, program, questions }: Props) {
  const { talk, contents, recording } = entry;
  const acts = useMediaActs();
  const workshop = useWorkshop();
  const playing = useMemo(() => playingOf(workshop, program.talks, entry), [workshop, program.talks, entry]);
  const [asking, setAsking] = useState<{ readonly anchor: Anchor | null } | null>(null);
  const recordingId = contents ? recording?.id : undefined;
  const ask = useCallback(
    (second: number | null) => {
      acts.pause();
      setAsking({
        anchor: recordingId && second !== null ? { recordingId, second: Math.floor(second) } : null,
      });
    },
    [acts, recordingId],
  );
  const [rateAsks, setRateAsks] = useState(0);
  const rate = useCallback(() => setRateAsks((count) => count + 1), []);
  return (
    <Page title={talk.data.title}>
      <TalkCrumb entry={entry} program={program} />
      {playing ? (
        <Watch playing={playing} questions={questions} onAsk={ask} onRate={workshop.fromPack ? null : rate} />
      ) : recording ? (
        <Closed recording={recording} />
      ) : null}
      <div className={styles.low}>
        <div>
          <TalkHead entry={entry} program={program} />
          <TalkQuestions
            questions={questions}
            asking={
              asking && {
                talkId: talk.id,
                anchor: asking.anchor,
                onDropAnchor: () => setAsking({ anchor: null }),
                onClose: () => setAsking(null),
              }
            }
            onAsk={() => ask(null)}
            {...(contents ? { onSeek: acts.seek, here: contents.data.recordingId } : {})}
          />
        </div>
        <div>
          {contents ? <RatingCard recordingId={contents.data.recordingId} asks={rateAsks} /> : null}
          <TalkFacts entry={entry} program={program} />
        </div>
      </div>
    </Page>
  );
}

function TalkCrumb({ entry, program }: Pick<Props, 'entry' | 'program'>) {
  const { t } = useTranslation();
  const { talk, recording, contents } = entry;
  const workshop = useWorkshop();
  const now = useProgramNow(1000);
  const session = program.entries.find(({ of, id }) => of === 'session' && id === talk.data.sessionId);
  const words = session ? (
    <Link href={sessionPath(workshop, session.id)}>{session.title}</Link>
  ) : (
    t('program.program')
  );
  return (
    <Crumb trail={[{ id: 'session', words }]}>
      <span data-testid="recording-state">
        {recording ? (
          <RecordingControl
            choice
            hub={workshop.hub.fingerprint}
            zone={workshop.data.zone}
            title={talk.data.title}
            recording={recording}
            contents={contents}
            now={now}
          />
        ) : null}
      </span>
      <ManageLink
        id={talk.id}
        own={entry.speakers.some((speaker) => speaker.personId === workshop.membership.personId)}
      />
      <EditButton row={talk} />
      <StarButton small talkId={talk.id} />
      {talk.data.start.kind === 'instant' ? (
        <CalendarButton small iconOnly of={{ kind: 'talk', id: talk.id }} title={talk.data.title} />
      ) : null}
      <CopyLink small path={talkPath(workshop, talk.id)} />
    </Crumb>
  );
}
