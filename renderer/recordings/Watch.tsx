import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearch } from 'wouter';
import type { Row } from '#shared/sync/rows.ts';
import { EmptyState } from '../design/EmptyState.tsx';
import { Segmented } from '../design/Segmented.tsx';
import type { TalkEntry } from '../program/talkEntries.ts';
import type { QuestionView } from '../sync/useQuestions.ts';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import { talkPath } from '../workspace/routes.ts';
import { ChapterList, MomentList } from './MomentList.tsx';
import { usePlayer } from './playerContext.ts';
import styles from './TalkPage.module.css';
import { Transcript } from './Transcript.tsx';
import { useMediaActs } from './useMediaActs.ts';
import { renditionOf } from './useRecordingActs.ts';

type Props = {
  readonly entry: TalkEntry;
  readonly contents: Row<'recordingContents'>;
  readonly questions: readonly QuestionView[];
  readonly onAsk: (second: number) => void;
};
type Tab = 'transcript' | 'questions' | 'chapters';

/** The place of the player on the page, with transcript and questions beside it. */
export function Watch({ entry, contents, questions, onAsk }: Props) {
  const { t } = useTranslation();
  const workshop = useWorkshop();
  const { open, place, setBoard } = usePlayer();
  const [tab, setTab] = useState<Tab>('transcript');
  const ref = renditionOf(workshop.hub.fingerprint, contents);
  const path = talkPath(workshop, entry.talk.id);
  const renditionId = ref?.rendition.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rendition's id stands for the rest
  useEffect(() => {
    if (ref) open({ ref, contents: contents.data, title: entry.talk.data.title, path });
  }, [open, renditionId, path]);
  useEffect(() => {
    setBoard({ questions, ask: onAsk });
    return () => setBoard(null);
  }, [setBoard, questions, onAsk]);
  useSeekToLink(renditionId);
  const asked = questions.filter(
    ({ data }) => data.anchor && !['withdrawn', 'dismissed'].includes(data.state),
  );
  return (
    <div className={styles.watch}>
      <div ref={place} className={styles.slot} />
      <div className={styles.sideBox}>
        <div className={styles.side}>
          <Segmented
            wide
            label={t('recordings.player')}
            value={tab}
            onChange={setTab}
            options={[
              { value: 'transcript', label: t('recordings.transcript') },
              { value: 'questions', label: t('recordings.questionsTab'), count: asked.length },
              { value: 'chapters', label: t('recordings.chapters') },
            ]}
          />
          {tab === 'transcript' ? <Transcript contents={contents.data} questions={questions} /> : null}
          {tab === 'chapters' ? <ChapterList contents={contents.data} /> : null}
          {tab === 'questions' && asked.length > 0 ? <MomentList questions={asked} /> : null}
          {tab === 'questions' && asked.length === 0 ? (
            <EmptyState
              title={t('recordings.noQuestionsAtMoment')}
              text={t('recordings.noQuestionsAtMomentText')}
            />
          ) : null}
        </div>
      </div>
    </div>
  );
}

/** A link to a second, opened while its recording is already playing, goes to that second, once. */
function useSeekToLink(renditionId: string | undefined): void {
  const acts = useMediaActs();
  const search = useSearch();
  const followed = useRef('');
  useEffect(() => {
    const link = `${renditionId} ${search}`;
    const at = Number(new URLSearchParams(search).get('at') ?? Number.NaN);
    if (!Number.isFinite(at) || followed.current === link) return;
    followed.current = link;
    acts.seek(at);
  }, [search, acts, renditionId]);
}
