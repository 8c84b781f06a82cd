import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { unknownMoment } from '#shared/program/moment.ts';
import type { Row } from '#shared/sync/rows.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog, DialogActs } from '../../design/Dialog.tsx';
import { TextArea, TextField } from '../../design/TextField.tsx';
import { toast } from '../../design/Toast.tsx';
import { programTime } from '../../sync/hubClock.ts';
import { useHubClock } from '../../sync/useHubClock.ts';
import { useMomentField } from './useMomentField.ts';
import { useProgramEdit } from './useProgramEdit.ts';

type Props = {
  /** `null` posts a new one. */
  readonly row: Row<'announcement'> | null;
  readonly onClose: () => void;
};

/** Posts an announcement, or changes one. */
export function AnnouncementDialog({ row, onClose }: Props) {
  const { t } = useTranslation();
  const clock = useHubClock();
  const edit = useProgramEdit();
  const [seen] = useState(row);
  const [title, setTitle] = useState(row?.data.title ?? '');
  const [text, setText] = useState(row?.data.text ?? '');
  const expires = useMomentField(row?.data.expires ?? unknownMoment);
  const [tried, setTried] = useState(false);
  const until = expires.moment;
  const save = async () => {
    setTried(true);
    if (title.trim() === '' || until === null) return;
    const when = seen?.data.when ?? {
      kind: 'instant' as const,
      at: new Date(programTime(clock, Date.now())).toISOString(),
    };
    const saved = await edit.put({
      kind: 'announcement',
      id: seen?.id ?? crypto.randomUUID(),
      expectedRev: seen?.rev ?? null,
      data: { ...seen?.data, title: title.trim(), text: text.trim(), when, expires: until },
    });
    if (!saved) return;
    toast({ tone: 'ok', text: t('program.edit.saved') });
    onClose();
  };
  return (
    <Dialog
      isOpen
      wide
      title={t(row ? 'program.edit.announcement' : 'program.edit.announce')}
      onClose={onClose}
    >
      <TextField
        autoFocus
        label={t('program.edit.announcementTitle')}
        value={title}
        error={tried && title.trim() === '' ? t('program.edit.titleMissing') : null}
        onChange={setTitle}
      />
      <TextArea label={t('program.edit.announcementText')} value={text} onChange={setText} />
      <TextField
        label={t('program.edit.expires')}
        hint={t('program.edit.expiresHint', { zone: expires.zone })}
        value={expires.text}
        error={tried && until === null ? t('program.edit.timeWrong') : null}
        onChange={expires.onChange}
      />
      <DialogActs>
        <Button onPress={onClose}>{t('common.cancel')}</Button>
        <Button variant="primary" onPress={save}>
          {t('program.edit.save')}
        </Button>
      </DialogActs>
    </Dialog>
  );
}
