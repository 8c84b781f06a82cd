import { ArrowDownToLine } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { assertNever } from '#shared/assertNever.ts';
import { clockText } from '#shared/program/clockText.ts';
import type { Cue, RecordingContents } from '#shared/recordings/recording.ts';
import { Button } from '../design/Button.tsx';
import { classes } from '../design/classes.ts';
import { EmptyState } from '../design/EmptyState.tsx';
import type { QuestionView } from '../sync/useQuestions.ts';
import { AnsweredHere, AskedHere } from './AskedHere.tsx';
import pageStyles from './TalkPage.module.css';
import { FindBar } from './transcript/FindBar.tsx';
import { type Found, markFound } from './transcript/findInCues.ts';
import styles from './transcript/Transcript.module.css';
import { useFind } from './transcript/useFind.ts';
import { useFollow } from './transcript/useFollow.ts';
import { useTranscriptCues } from './transcript/useTranscriptCues.ts';
import { currentCue, type TranscriptItem, transcriptItems } from './transcriptItems.ts';
import { useMediaActs, useMediaNow } from './useMediaActs.ts';

type Props = { readonly contents: RecordingContents; readonly questions: readonly QuestionView[] };

/** What is said, line by line, with the questions where they were asked. A line leads to its second. */
export function Transcript({ contents, questions }: Props) {
  const { t } = useTranslation();
  const { cues, language } = useTranscriptCues(contents);
  if (cues.length === 0) {
    return <EmptyState title={t('player.transcript.none')} text={t('player.transcript.noneText')} />;
  }
  return (
    <div className={styles.transcript} lang={language} data-testid="transcript">
      <Lines cues={cues} questions={questions} recordingId={contents.recordingId} />
    </div>
  );
}

type LinesProps = {
  readonly cues: readonly Cue[];
  readonly questions: readonly QuestionView[];
  readonly recordingId: string;
};

function Lines({ cues, questions, recordingId }: LinesProps) {
  const { t } = useTranslation();
  const { currentTime } = useMediaNow();
  const acts = useMediaActs();
  const list = useRef<HTMLOListElement>(null);
  const current = currentCue(cues, currentTime);
  const items = useMemo(() => transcriptItems(cues, questions, recordingId), [cues, questions, recordingId]);
  const { follows, resume } = useFollow(list, current?.start);
  const find = useFind(cues);
  const byCue = useMemo(() => Map.groupBy(find.found, ({ cue }) => cues[cue]), [find.found, cues]);
  const place = find.at === null ? undefined : find.found[find.at];
  const onStep = (way: 1 | -1) => {
    const found = find.step(way, currentTime);
    const cue = found && cues[found.cue];
    if (!cue) return;
    resume();
    acts.seek(cue.start);
  };
  return (
    <>
      <FindBar find={find} onStep={onStep} />
      <ol ref={list} className={classes(pageStyles.cues, styles.lines)}>
        {items.map((item) => (
          <li key={item.key}>
            <Line
              item={item}
              here={recordingId}
              isCurrent={item.kind === 'cue' && item.cue === current}
              found={item.kind === 'cue' ? byCue.get(item.cue) : undefined}
              place={place}
              onGo={resume}
            />
          </li>
        ))}
      </ol>
      {follows ? null : (
        <Button small className={styles.follow ?? ''} icon={<ArrowDownToLine aria-hidden />} onPress={resume}>
          {t('player.transcript.follow')}
        </Button>
      )}
    </>
  );
}

type LineProps = {
  readonly item: TranscriptItem;
  readonly here: string;
  readonly isCurrent: boolean;
  readonly found: readonly Found[] | undefined;
  /** Where the search stands. */
  readonly place: Found | undefined;
  readonly onGo: () => void;
};

function Line({ item, here, isCurrent, found, place, onGo }: LineProps) {
  const acts = useMediaActs();
  switch (item.kind) {
    case 'cue':
      return (
        <button
          type="button"
          className={pageStyles.cue}
          aria-current={isCurrent ? 'true' : undefined}
          onClick={() => {
            onGo();
            acts.seek(item.at);
          }}
        >
          <time>{clockText(item.at)}</time>
          <span>{found ? <Marked text={item.cue.text} found={found} place={place} /> : item.cue.text}</span>
        </button>
      );
    case 'question':
      return <AskedHere view={item.view} />;
    case 'answer':
      return <AnsweredHere view={item.view} here={here} />;
    default:
      return assertNever(item);
  }
}

type MarkedProps = Pick<LineProps, 'place'> & { readonly text: string; readonly found: readonly Found[] };

function Marked({ text, found, place }: MarkedProps) {
  let mark = -1;
  return markFound(text, found).map(({ text: piece, marked }, i) => {
    if (!marked) return piece;
    mark += 1;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other name
      <mark key={i} data-at={found[mark] === place || undefined}>
        {piece}
      </mark>
    );
  });
}
