import { Sparkles } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseChapterList, proposeChapters } from '#shared/recordings/chapterList.ts';
import type { Row } from '#shared/sync/rows.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog, DialogActs } from '../../design/Dialog.tsx';
import { Segmented } from '../../design/Segmented.tsx';
import { TextArea } from '../../design/TextField.tsx';
import { toast } from '../../design/Toast.tsx';
import chapterStyles from './Chapters.module.css';
import { ChapterTable } from './ChapterTable.tsx';
import {
  type Chapter,
  type DraftRow,
  emptyRow,
  MOST_CHAPTERS,
  readRows,
  rowsOf,
  rowsOfText,
  textOfRows,
} from './chapterDraft.ts';
import styles from './Manage.module.css';
import type { ManagedItem } from './manageItems.ts';
import { useFaultWords } from './useFaultWords.ts';
import { useSendOrSay } from './useManage.ts';

export type ChaptersProps = {
  readonly item: ManagedItem;
  readonly recording: Row<'recording'>;
  readonly contents: Row<'recordingContents'>;
};

type Props = ChaptersProps & { readonly onClose: () => void };

/** As a table, or as text of one chapter a line: the same draft. */
type Draft =
  | { readonly as: 'table'; readonly rows: readonly DraftRow[] }
  | { readonly as: 'text'; readonly text: string };

const startRows = (chapters: readonly Chapter[]) => (chapters.length === 0 ? [emptyRow()] : rowsOf(chapters));

/** Chapters by hand, from a list, or as the captions suggest them. */
export function ChaptersDialog({ item, recording, contents, onClose }: Props) {
  const { t } = useTranslation();
  const send = useSendOrSay();
  const { duration } = recording.data;
  const [draft, setDraft] = useState<Draft>(() => ({ as: 'table', rows: startRows(contents.data.chapters) }));
  const [tried, setTried] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const { chapters } = readDraft(draft, duration);
  const tooMany = (chapters?.length ?? 0) > MOST_CHAPTERS;
  const propose = () => {
    const proposed = proposeChapters(contents.data.cues);
    setSaid(
      proposed.length === 0
        ? t('manage.chaptersNothing')
        : t('manage.chaptersProposed', { count: proposed.length }),
    );
    if (proposed.length > 0) setDraft({ as: 'table', rows: rowsOf(proposed) });
  };
  const save = async () => {
    setTried(true);
    if (chapters === null || tooMany) return;
    if (!(await send('recording.edit', { recordingId: recording.id, chapters: [...chapters] }))) return;
    toast({ tone: 'ok', text: t('manage.chaptersSaved') });
    onClose();
  };
  return (
    <Dialog isOpen wide title={t('manage.chaptersTitle', { title: item.title })} onClose={onClose}>
      <div className={chapterStyles.chapterTools}>
        <Segmented
          label={t('manage.chaptersView')}
          value={draft.as}
          onChange={(as) => setDraft(turned(draft, as))}
          options={[
            { value: 'table', label: t('manage.chaptersTable') },
            { value: 'text', label: t('manage.chaptersText') },
          ]}
        />
        {contents.data.cues.length > 0 ? (
          <Button small icon={<Sparkles aria-hidden />} onPress={propose}>
            {t('manage.chaptersPropose')}
          </Button>
        ) : null}
      </div>
      {said === null ? null : (
        <p role="status" className={styles.note}>
          {said}
        </p>
      )}
      {draft.as === 'table' ? (
        <ChapterTable
          rows={draft.rows}
          faults={tried ? readRows(draft.rows, duration).faults : new Map()}
          duration={duration}
          onChange={(rows) => setDraft({ as: 'table', rows })}
        />
      ) : (
        <ChapterText
          text={draft.text}
          duration={duration}
          onChange={(text) => setDraft({ as: 'text', text })}
        />
      )}
      {tooMany ? <p className={chapterStyles.wrong}>{t('manage.chaptersTooMany')}</p> : null}
      <DialogActs>
        <Button onPress={onClose}>{t('common.cancel')}</Button>
        <Button variant="primary" onPress={save}>
          {t('manage.save')}
        </Button>
      </DialogActs>
    </Dialog>
  );
}

function readDraft(draft: Draft, duration: number): { readonly chapters: readonly Chapter[] | null } {
  if (draft.as === 'table') return readRows(draft.rows, duration);
  const { chapters, faults } = parseChapterList(draft.text, duration);
  return { chapters: faults.length > 0 ? null : chapters };
}

function turned(draft: Draft, as: Draft['as']): Draft {
  if (draft.as === as) return draft;
  if (draft.as === 'table') return { as: 'text', text: textOfRows(draft.rows) };
  const rows = rowsOfText(draft.text);
  return { as: 'table', rows: rows.length === 0 ? [emptyRow()] : rows };
}

type TextProps = {
  readonly text: string;
  readonly duration: number;
  readonly onChange: (text: string) => void;
};

/** What is wrong stands below, line by line, while it is written. */
function ChapterText({ text, duration, onChange }: TextProps) {
  const { t } = useTranslation();
  const faultWords = useFaultWords(duration);
  const { faults } = parseChapterList(text, duration);
  return (
    <>
      <TextArea
        autoFocus
        label={t('manage.chaptersPaste')}
        hint={t('manage.chaptersPasteHint')}
        value={text}
        onChange={onChange}
      />
      {faults.length > 0 ? (
        <ul role="alert" className={chapterStyles.wrongLines}>
          {faults.slice(0, 8).map(({ line, fault }) => (
            <li key={line}>{t('manage.chapterLineWrong', { line, problem: faultWords(fault) })}</li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
