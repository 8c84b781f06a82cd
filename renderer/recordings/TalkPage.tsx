import { ArrowLeft } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Anchor } from '#shared/questions/question.ts';
import type { TalkEntry } from '../program/talkEntries.ts';
import { useTalkEntries } from '../program/useTalkEntries.ts';
import { TalkQuestions } from '../questions/TalkQuestions.tsx';
import { useProgramNow } from '../sync/useProgramNow.ts';
import { type QuestionView, useQuestions } from '../sync/useQuestions.ts';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import { CopyLink } from '../workspace/CopyLink.tsx';
import { NotFound } from '../workspace/NotFound.tsx';
import { Page, PageLoading } from '../workspace/Page.tsx';
import { talkPath, workshopPath } from '../workspace/routes.ts';
import { workshopName } from '../workspace/workshopName.ts';
import { Closed } from './Closed.tsx';
import { RecordingControl } from './RecordingControl.tsx';
import styles from './TalkPage.module.css';
import { TalkFacts, TalkHead } from './TalkWords.tsx';
import { useMediaActs } from './useMediaActs.ts';
import { Watch } from './Watch.tsx';

/** A talk: its recording with the transcript beside it, its questions, and what belongs to it. */
export function TalkPage({ talkId }: { readonly talkId: string }) {
  const entries = useTalkEntries();
  const questions = useQuestions({ talkId });
  if (!entries || !questions) return <PageLoading />;
  const entry = entries.find(({ talk }) => talk.id === talkId);
  return entry ? <Talk entry={entry} questions={questions} /> : <NotFound />;
}

type Props = { readonly entry: TalkEntry; readonly questions: readonly QuestionView[] };

function Talk({ entry, questions }: Props) {
  const { talk, contents, recording } = entry;
  const acts = useMediaActs();
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
  return (
    <Page title={talk.data.title}>
      <Crumb entry={entry} />
      {contents ? (
        <Watch entry={entry} contents={contents} questions={questions} onAsk={ask} />
      ) : (
        <Closed recording={recording} />
      )}
      <div className={styles.low}>
        <div>
          <TalkHead entry={entry} />
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
        <TalkFacts entry={entry} />
      </div>
    </Page>
  );
}

function Crumb({ entry: { talk, recording, contents } }: { readonly entry: TalkEntry }) {
  const { t } = useTranslation();
  const workshop = useWorkshop();
  const now = useProgramNow(1000);
  return (
    <nav className={styles.crumb} aria-label={t('common.back')}>
      <Link href={workshopPath(workshop)}>
        <ArrowLeft aria-hidden />
        {workshopName(workshop.data)}
      </Link>
      <span aria-hidden>/</span>
      <span>{t('program.recordings')}</span>
      <span className={styles.end} data-testid="recording-state">
        {recording ? (
          <RecordingControl
            hub={workshop.hub.fingerprint}
            zone={workshop.data.zone}
            title={talk.data.title}
            recording={recording}
            contents={contents}
            now={now}
          />
        ) : null}
        <CopyLink small path={talkPath(workshop, talk.id)} />
      </span>
    </nav>
  );
}
