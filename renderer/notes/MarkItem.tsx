import { Bookmark, Ellipsis, NotebookPen, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockText } from '#shared/program/clockText.ts';
import { IconButton } from '../design/IconButton.tsx';
import { Menu } from '../design/Menu.tsx';
import { Markdown } from '../program/Markdown.tsx';
import type { MarkEntry } from '../sync/database.ts';
import { MarkEdit } from './MarkEdit.tsx';
import styles from './Notes.module.css';
import { readNoteDraft } from './noteDraft.ts';
import { useMarkActs } from './useMarkActs.ts';

type Props = {
  readonly hub: string;
  readonly mark: MarkEntry;
  readonly current: boolean;
  /** Leads to the mark's second; `null` where nothing does. */
  readonly onGo: (() => void) | null;
};

/** A note or a bookmark, with what can be done to it. Its time leads to its second. */
export function MarkItem({ hub, mark, current, onGo }: Props) {
  const { t } = useTranslation();
  const acts = useMarkActs(hub);
  const [editing, setEditing] = useState(() => readNoteDraft(mark.markId) !== null);
  const isNote = mark.kind === 'note';
  const time = mark.second === null ? null : clockText(mark.second);
  if (editing) return <MarkEdit mark={mark} onKeep={acts.change} onClose={() => setEditing(false)} />;
  return (
    <article className={styles.mark} aria-current={current ? 'true' : undefined}>
      <div className={styles.markHead}>
        {isNote ? <NotebookPen aria-hidden /> : <Bookmark aria-hidden />}
        {time === null ? (
          <span className={styles.whole}>{t('notes.onWhole')}</span>
        ) : (
          <button
            type="button"
            className={styles.time}
            aria-label={t('notes.goTo', { time })}
            disabled={onGo === null}
            onClick={() => onGo?.()}
          >
            {time}
          </button>
        )}
        {isNote ? null : <span className={styles.label}>{mark.text || t('notes.bookmark')}</span>}
        <Menu
          label={t(isNote ? 'notes.more' : 'notes.moreBookmark')}
          entries={[
            {
              id: 'edit',
              label: t(isNote || mark.text !== '' ? 'notes.edit' : 'notes.name'),
              icon: <Pencil aria-hidden />,
              act: () => setEditing(true),
            },
            {
              id: 'remove',
              label: t('notes.remove'),
              icon: <Trash2 aria-hidden />,
              act: () => acts.remove(mark),
            },
          ]}
        >
          <IconButton
            small
            variant="quiet"
            icon={<Ellipsis aria-hidden />}
            label={t(isNote ? 'notes.more' : 'notes.moreBookmark')}
          />
        </Menu>
      </div>
      {isNote ? <Markdown text={mark.text} /> : null}
    </article>
  );
}
