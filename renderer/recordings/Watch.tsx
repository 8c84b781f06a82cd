import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { useSearch } from 'wouter';
import { classes } from '../design/classes.ts';
import { useMarks } from '../notes/useMarks.ts';
import type { QuestionView } from '../sync/useQuestions.ts';
import { setSetting, useSetting } from '../workspace/settings.ts';
import { type PlayerBoard, type Playing, usePlayer } from './playerContext.ts';
import styles from './TalkPage.module.css';
import { useMediaActs } from './useMediaActs.ts';
import { useSideTab, WatchSide } from './WatchSide.tsx';

type Props = {
  readonly playing: Playing;
  readonly questions: readonly QuestionView[];
  readonly onAsk: PlayerBoard['ask'];
  readonly onRate: PlayerBoard['rate'];
};

/** The place of the player on the page, with transcript, questions, chapters, notes and slides beside it. */
export function Watch({ playing, questions, onAsk, onRate }: Props) {
  const { open, place, setBoard } = usePlayer();
  const [theatre] = useSetting('theatre');
  const marks = useMarks(playing.ref.recordingId);
  const side = useSideTab(playing.contents);
  const { showNotes } = side;
  const openNotes = useCallback(() => {
    setSetting('theatre', false);
    showNotes();
  }, [showNotes]);
  // Before anything on the page can be clicked.
  useLayoutEffect(() => {
    open(playing);
  }, [open, playing]);
  useEffect(() => {
    setBoard({ questions, ask: onAsk, marks: marks ?? [], openNotes, rate: onRate });
    return () => setBoard(null);
  }, [setBoard, questions, onAsk, marks, openNotes, onRate]);
  useSeekToLink(playing.ref.rendition.id);
  return (
    <div className={classes(styles.watch, theatre && styles.theatre)}>
      <div ref={place} className={styles.slot} />
      {theatre ? null : <WatchSide playing={playing} questions={questions} side={side} />}
    </div>
  );
}

/** A link to a second, opened while its recording is already playing, goes to that second, once. */
function useSeekToLink(renditionId: string): void {
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
