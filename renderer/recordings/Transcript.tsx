import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { assertNever } from '#shared/assertNever.ts';
import { clockText } from '#shared/program/clockText.ts';
import type { Cue, RecordingContents } from '#shared/recordings/recording.ts';
import { EmptyState } from '../design/EmptyState.tsx';
import type { QuestionView } from '../sync/useQuestions.ts';
import { AnsweredHere, AskedHere } from './AskedHere.tsx';
import styles from './TalkPage.module.css';
import { currentCue, type TranscriptItem, transcriptItems } from './transcriptItems.ts';
import { useMediaActs, useMediaNow } from './useMediaActs.ts';

type Props = { readonly contents: RecordingContents; readonly questions: readonly QuestionView[] };

/** What is said, line by line, with the questions where they were asked. A line leads to its second. */
export function Transcript({ contents, questions }: Props) {
  const { t } = useTranslation();
  const { currentTime } = useMediaNow();
  const list = useRef<HTMLOListElement>(null);
  const current = currentCue(contents.cues, currentTime);
  const items = useMemo(
    () => transcriptItems(contents.cues, questions, contents.recordingId),
    [contents, questions],
  );
  useFollow(list, current?.start);
  if (contents.cues.length === 0) {
    return <EmptyState title={t('recordings.noTranscript')} text={t('recordings.noTranscriptText')} />;
  }
  return (
    <ol ref={list} className={styles.cues}>
      {items.map((item) => (
        <li key={item.key}>
          <Line item={item} current={current} />
        </li>
      ))}
    </ol>
  );
}

type LineProps = { readonly item: TranscriptItem; readonly current: Cue | undefined };

function Line({ item, current }: LineProps) {
  const acts = useMediaActs();
  switch (item.kind) {
    case 'cue':
      return (
        <button
          type="button"
          className={styles.cue}
          aria-current={item.cue === current ? 'true' : undefined}
          onClick={() => acts.seek(item.at)}
        >
          <time>{clockText(item.at)}</time>
          <span>{item.cue.text}</span>
        </button>
      );
    case 'question':
      return <AskedHere view={item.view} />;
    case 'answer':
      return <AnsweredHere view={item.view} />;
    default:
      return assertNever(item);
  }
}

/** Keeps the current line in sight, unless the reader's pointer or focus is in the list. */
function useFollow(list: React.RefObject<HTMLOListElement | null>, at: number | undefined): void {
  useEffect(() => {
    const element = list.current;
    const line = at === undefined ? null : element?.querySelector<HTMLElement>('[aria-current]');
    if (!element || !line || element.matches(':hover, :focus-within')) return;
    const wanted = line.offsetTop - element.clientHeight / 3;
    element.scrollTo({ top: Math.max(0, wanted) });
  }, [list, at]);
}
