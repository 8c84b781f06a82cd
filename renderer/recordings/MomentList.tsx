import { clockText } from '#shared/program/clockText.ts';
import type { RecordingContents } from '#shared/recordings/recording.ts';
import { orderQuestions } from '../questions/orderQuestions.ts';
import type { QuestionView } from '../sync/useQuestions.ts';
import { AskedHere } from './AskedHere.tsx';
import styles from './TalkPage.module.css';
import { useMediaActs, useMediaNow } from './useMediaActs.ts';

/** The questions at their seconds; each leads to its own. */
export function MomentList({ questions }: { readonly questions: readonly QuestionView[] }) {
  return (
    <ol className={styles.cues}>
      {orderQuestions(questions, 'moment').map((view) => (
        <li key={view.id}>
          <AskedHere view={view} />
        </li>
      ))}
    </ol>
  );
}

export function ChapterList({ contents }: { readonly contents: RecordingContents }) {
  const acts = useMediaActs();
  const { currentTime } = useMediaNow();
  const current = contents.chapters.findLast(({ start }) => start <= currentTime);
  return (
    <ol className={styles.cues}>
      {contents.chapters.map((chapter) => (
        <li key={chapter.start}>
          <button
            type="button"
            className={styles.cue}
            aria-current={chapter === current ? 'true' : undefined}
            onClick={() => acts.seek(chapter.start)}
          >
            <time>{clockText(chapter.start)}</time>
            <span>{chapter.title}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
