import { clockText } from '#shared/program/clockText.ts';
import type { RecordingContents } from '#shared/recordings/recording.ts';
import { AnsweredHere, AskedHere } from './AskedHere.tsx';
import type { Moment } from './momentsOf.ts';
import styles from './TalkPage.module.css';
import { useMediaActs, useMediaNow } from './useMediaActs.ts';

type MomentProps = { readonly moments: readonly Moment[]; readonly here: string };

export function MomentList({ moments, here }: MomentProps) {
  return (
    <ol className={styles.cues}>
      {moments.map(({ key, kind, view }) => (
        <li key={key}>
          {kind === 'question' ? <AskedHere view={view} /> : <AnsweredHere view={view} here={here} />}
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
