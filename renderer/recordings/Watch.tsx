import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useSearch } from 'wouter';
import type { Row } from '#shared/sync/rows.ts';
import { classes } from '../design/classes.ts';
import { useMarks } from '../notes/useMarks.ts';
import type { TalkEntry } from '../program/talkEntries.ts';
import type { QuestionView } from '../sync/useQuestions.ts';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import { setSetting, useSetting } from '../workspace/settings.ts';
import { usePlayer } from './playerContext.ts';
import { playingOf } from './playingOf.ts';
import styles from './TalkPage.module.css';
import { useMediaActs } from './useMediaActs.ts';
import { useSideTab, WatchSide } from './WatchSide.tsx';

type Props = {
  readonly entry: TalkEntry;
  readonly contents: Row<'recordingContents'>;
  readonly talks: readonly TalkEntry[];
  readonly questions: readonly QuestionView[];
  readonly onAsk: (second: number) => void;
  readonly onRate: (() => void) | null;
};

/** The place of the player on the page, with transcript, questions, chapters, notes and slides beside it. */
export function Watch({ entry, contents, talks, questions, onAsk, onRate }: Props) {
  const workshop = useWorkshop();
  const { open, place, setBoard } = usePlayer();
  const [theatre] = useSetting('theatre');
  const { recordingId } = contents.data;
  const marks = useMarks(recordingId);
  const playing = useMemo(() => playingOf(workshop, talks, entry), [workshop, talks, entry]);
  const side = useSideTab(recordingId);
  const { showNotes } = side;
  const openNotes = useCallback(() => {
    setSetting('theatre', false);
    showNotes();
  }, [showNotes]);
  useEffect(() => {
    if (playing) open(playing);
  }, [open, playing]);
  useEffect(() => {
    setBoard({ questions, ask: onAsk, marks: marks ?? [], openNotes, rate: onRate });
    return () => setBoard(null);
  }, [setBoard, questions, onAsk, marks, openNotes, onRate]);
  useSeekToLink(playing?.ref.rendition.id);
  return (
    <div className={classes(styles.watch, theatre && styles.theatre)}>
      <div ref={place} className={styles.slot} />
      {theatre || !playing ? null : <WatchSide playing={playing} questions={questions} side={side} />}
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
