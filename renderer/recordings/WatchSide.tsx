import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assertNever } from '#shared/assertNever.ts';
import type { RecordingContents } from '#shared/recordings/recording.ts';
import { classes } from '../design/classes.ts';
import { EmptyState } from '../design/EmptyState.tsx';
import { Segmented } from '../design/Segmented.tsx';
import { NotesPanel } from '../notes/NotesPanel.tsx';
import type { QuestionView } from '../sync/useQuestions.ts';
import { ChapterList, MomentList } from './MomentList.tsx';
import { type Moment, momentsOf } from './momentsOf.ts';
import type { Playing } from './playerContext.ts';
import { SlidesPane } from './slides/SlidesPane.tsx';
import { hasSlides } from './slides/slideTimes.ts';
import styles from './TalkPage.module.css';
import { Transcript } from './Transcript.tsx';

type Tab = 'transcript' | 'questions' | 'chapters' | 'notes' | 'slides';
export type SideTab = {
  readonly tab: Tab;
  readonly setTab: (tab: Tab) => void;
  /** Opens the notes with the cursor in the field. */
  readonly showNotes: () => void;
};

const NOTES = 'player-notes';

/** Which tab is open beside the recording: at first what is said, where that is known, else what it is made of. */
export function useSideTab({ recordingId, cues, chapters }: RecordingContents): SideTab {
  const [chosen, setChosen] = useState<{ readonly of: string; readonly tab: Tab } | null>(null);
  const setTab = useCallback((tab: Tab) => setChosen({ of: recordingId, tab }), [recordingId]);
  const showNotes = useCallback(() => {
    setTab('notes');
    // The panel is drawn first.
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`#${NOTES} textarea`)?.focus());
  }, [setTab]);
  const first: Tab = cues.length === 0 && chapters.length > 0 ? 'chapters' : 'transcript';
  const tab = chosen?.of === recordingId ? chosen.tab : first;
  return useMemo(() => ({ tab, setTab, showNotes }), [tab, setTab, showNotes]);
}

type Props = {
  readonly playing: Playing;
  readonly questions: readonly QuestionView[];
  readonly side: SideTab;
};

/** What is read beside the recording. */
export function WatchSide({ playing, questions, side: { tab, setTab } }: Props) {
  const { t } = useTranslation();
  const moments = momentsOf(questions, playing.contents.recordingId);
  const tabs: readonly Tab[] = [
    'transcript',
    'questions',
    'chapters',
    'notes',
    ...(hasSlides(playing.contents) ? (['slides'] as const) : []),
  ];
  return (
    <div className={styles.sideBox}>
      <div className={styles.side}>
        <div className={classes(styles.tabs, tabs.length > 4 && styles.manyTabs)}>
          <Segmented
            wide
            label={t('player.side.title')}
            value={tab}
            onChange={setTab}
            options={tabs.map((value) => ({
              value,
              label: t(`player.side.${value}`),
              ...(value === 'questions' ? { count: moments.length } : {}),
            }))}
          />
        </div>
        <Shown tab={tab} playing={playing} questions={questions} moments={moments} />
      </div>
    </div>
  );
}

type ShownProps = Pick<Props, 'playing' | 'questions'> & {
  readonly tab: Tab;
  readonly moments: readonly Moment[];
};

function Shown({ tab, playing, questions, moments }: ShownProps) {
  const { t } = useTranslation();
  switch (tab) {
    case 'transcript':
      return <Transcript contents={playing.contents} questions={questions} />;
    case 'questions':
      return moments.length > 0 ? (
        <MomentList moments={moments} here={playing.contents.recordingId} />
      ) : (
        <EmptyState title={t('player.noQuestions')} text={t('player.noQuestionsText')} />
      );
    case 'chapters':
      return playing.contents.chapters.length > 0 ? (
        <ChapterList contents={playing.contents} />
      ) : (
        <EmptyState title={t('player.noChapters')} text={t('player.noChaptersText')} />
      );
    case 'notes':
      return (
        <div id={NOTES} className={styles.panel}>
          <NotesPanel playing={playing} />
        </div>
      );
    case 'slides':
      return (
        <div className={styles.panel}>
          <SlidesPane playing={playing} />
        </div>
      );
    default:
      return assertNever(tab);
  }
}
