import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/Button.tsx';
import { TextArea, TextField } from '../design/TextField.tsx';
import type { MarkEntry } from '../sync/database.ts';
import { NOTE_MAX_LENGTH } from './keepMarks.ts';
import styles from './Notes.module.css';
import { emptyNote, keepNoteDraft, readNoteDraft } from './noteDraft.ts';
import type { Kept } from './useMarkActs.ts';

const LABEL_MAX_LENGTH = 200;

type Props = {
  readonly mark: MarkEntry;
  readonly onKeep: (mark: MarkEntry) => Kept;
  readonly onClose: () => void;
};

/** Edits a note's text or a bookmark's label. What is begun and not kept is there again. */
export function MarkEdit({ mark, onKeep, onClose }: Props) {
  const { t } = useTranslation();
  const { markId, kind } = mark;
  const [text, setText] = useState(() => readNoteDraft(markId)?.text ?? mark.text);
  const [wrong, setWrong] = useState<string | null>(null);
  const written = text.trim();
  const over = written.length - (kind === 'note' ? NOTE_MAX_LENGTH : LABEL_MAX_LENGTH);
  const isBad = over > 0 || (kind === 'note' && written === '');
  const end = () => {
    keepNoteDraft(markId, null);
    onClose();
  };
  const keep = async () => {
    if (isBad) return;
    const failed = await onKeep({ ...mark, text: written });
    setWrong(failed);
    if (failed === null) end();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isDone = event.key === 'Enter' && (event.ctrlKey || event.metaKey || kind === 'bookmark');
    if (isDone) void keep();
    if (event.key === 'Escape') end();
  };
  const field = {
    autoFocus: true,
    value: text,
    onChange: (next: string) => {
      setText(next);
      setWrong(null);
      keepNoteDraft(markId, { ...emptyNote, text: next });
    },
    error: over > 0 ? t('notes.tooLong', { count: over }) : wrong,
  };
  return (
    <section className={styles.form} aria-label={t('notes.editTitle')} onKeyDown={onKeyDown}>
      {kind === 'note' ? (
        <TextArea label={t('notes.editTitle')} hideLabel {...field} />
      ) : (
        <TextField label={t('notes.label')} placeholder={t('notes.labelPlaceholder')} {...field} />
      )}
      <div className={styles.formFoot}>
        <Button small variant="quiet" onPress={end}>
          {t('common.cancel')}
        </Button>
        <Button small variant="primary" isDisabled={isBad} onPress={() => void keep()}>
          {t('notes.keepEdit')}
        </Button>
      </div>
    </section>
  );
}
