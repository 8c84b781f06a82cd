import { NotebookPen } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../design/EmptyState.tsx';
import type { Playing } from '../recordings/playerContext.ts';
import { useMediaActs, useMediaNow } from '../recordings/useMediaActs.ts';
import { MarkItem } from './MarkItem.tsx';
import { currentMark } from './markOrder.ts';
import { NoteForm } from './NoteForm.tsx';
import styles from './Notes.module.css';
import { useMarks } from './useMarks.ts';

/** The person's notes and bookmarks on the recording that is being played; they follow it. */
export function NotesPanel({ playing }: { readonly playing: Playing }) {
  const { t } = useTranslation();
  const { hub, recordingId } = playing.ref;
  const marks = useMarks(recordingId);
  const acts = useMediaActs();
  const { currentTime } = useMediaNow();
  const list = useRef<HTMLOListElement>(null);
  const current = currentMark(marks ?? [], currentTime);
  useFollow(list, current?.markId);
  return (
    <section className={styles.panel} aria-label={t('notes.panel')}>
      <NoteForm key={recordingId} playing={playing} />
      {marks?.length === 0 ? (
        <EmptyState icon={<NotebookPen aria-hidden />} title={t('notes.empty')} text={t('notes.emptyText')} />
      ) : (
        <ol ref={list} className={styles.marks}>
          {marks?.map((mark) => (
            <li key={mark.markId}>
              <MarkItem
                hub={hub}
                mark={mark}
                current={mark.markId === current?.markId}
                onGo={() => acts.seek(mark.second ?? 0)}
              />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** Keeps the current mark in sight, unless the reader's pointer or focus is in the list. */
function useFollow(list: React.RefObject<HTMLOListElement | null>, markId: string | undefined): void {
  useEffect(() => {
    const element = list.current;
    const mark = markId === undefined ? null : element?.querySelector<HTMLElement>('[aria-current]');
    if (!element || !mark || element.matches(':hover, :focus-within')) return;
    element.scrollTo({ top: Math.max(0, mark.offsetTop - element.clientHeight / 3) });
  }, [list, markId]);
}
