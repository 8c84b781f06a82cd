import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Row } from '#shared/sync/rows.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog, DialogActs } from '../../design/Dialog.tsx';
import { Switch } from '../../design/Switch.tsx';
import { TextArea, TextField } from '../../design/TextField.tsx';
import { toast } from '../../design/Toast.tsx';
import { useRows } from '../../sync/useRows.ts';
import { useWorkshop } from '../../sync/WorkshopScope.tsx';
import { useProgramZone } from '../useProgramZone.ts';
import styles from './Edit.module.css';
import { draftOf, type EditDraft, readDraft } from './editDraft.ts';
import { useProgramEdit } from './useProgramEdit.ts';

type Props = { readonly row: Row<'talk' | 'session'>; readonly onClose: () => void };

/** Changes the basic fields of a talk or a session: what, when, where, and whether it takes place. */
export function EditDialog({ row, onClose }: Props) {
  const { t } = useTranslation();
  const { locale } = useProgramZone(useWorkshop());
  const edit = useProgramEdit();
  // What was seen when the dialog opened is what the change is of, whatever syncs meanwhile.
  const [seen] = useState(row);
  const [draft, setDraft] = useState(() => draftOf(row, locale.zone));
  const [tried, setTried] = useState(false);
  const { data, wrong } = readDraft(draft, seen, locale.zone);
  const change = (part: Partial<EditDraft>) => setDraft({ ...draft, ...part });
  const save = async () => {
    setTried(true);
    if (data === null) return;
    const saved = await edit.put({ kind: seen.kind, id: seen.id, expectedRev: seen.rev, data });
    if (!saved) return;
    toast({ tone: 'ok', text: t('program.edit.saved') });
    onClose();
  };
  const error = (field: keyof EditDraft) =>
    tried && wrong[field] ? t(`program.edit.${wrong[field]}`) : null;
  return (
    <Dialog isOpen wide title={t(`program.edit.${row.kind}`)} onClose={onClose}>
      <TextField
        autoFocus
        label={t('program.edit.title')}
        value={draft.title}
        error={error('title')}
        onChange={(title) => change({ title })}
      />
      <TimeFields kind={row.kind} draft={draft} onChange={change} error={error} />
      <RoomField row={row} draft={draft} onChange={change} />
      <TextArea
        label={t(row.kind === 'talk' ? 'program.edit.abstract' : 'program.edit.description')}
        hint={t('program.edit.markdown')}
        value={draft.text}
        onChange={(text) => change({ text })}
      />
      <Switch isSelected={draft.cancelled} onChange={(cancelled) => change({ cancelled })}>
        {t('program.edit.cancelled')}
      </Switch>
      <DialogActs>
        <Button onPress={onClose}>{t('common.cancel')}</Button>
        <Button variant="primary" onPress={save}>
          {t('program.edit.save')}
        </Button>
      </DialogActs>
    </Dialog>
  );
}

type FieldProps = {
  readonly draft: EditDraft;
  readonly onChange: (part: Partial<EditDraft>) => void;
};

type TimeProps = FieldProps & {
  readonly kind: 'talk' | 'session';
  readonly error: (field: keyof EditDraft) => string | null;
};

function TimeFields({ kind, draft, onChange, error }: TimeProps) {
  const { t } = useTranslation();
  const { locale } = useProgramZone(useWorkshop());
  return (
    <div className={styles.pair}>
      <TextField
        label={t('program.edit.start')}
        hint={t('program.edit.timeHint', { zone: locale.zone })}
        value={draft.start}
        error={error('start')}
        onChange={(start) => onChange({ start })}
      />
      {kind === 'session' ? (
        <TextField
          label={t('program.edit.end')}
          value={draft.end}
          error={error('end')}
          onChange={(end) => onChange({ end })}
        />
      ) : (
        <TextField
          label={t('program.edit.minutes')}
          inputMode="numeric"
          value={draft.minutes}
          error={error('minutes')}
          onChange={(minutes) => onChange({ minutes })}
        />
      )}
    </div>
  );
}

function RoomField({ row, draft, onChange }: FieldProps & Pick<Props, 'row'>) {
  const { t } = useTranslation();
  const rooms = [...(useRows('room') ?? [])].sort((a, b) => a.data.order - b.data.order);
  if (rooms.length === 0) return null;
  if (row.kind === 'talk' && row.data.sessionId !== null) {
    return <p className={styles.note}>{t('program.edit.roomOfSession')}</p>;
  }
  return (
    <label className={styles.select}>
      <span>{t('program.edit.room')}</span>
      <select
        value={draft.roomId ?? ''}
        onChange={({ target }) => onChange({ roomId: target.value === '' ? null : target.value })}
      >
        <option value="">{t('program.edit.roomNone')}</option>
        {rooms.map(({ id, data }) => (
          <option key={id} value={id}>
            {data.name}
          </option>
        ))}
      </select>
    </label>
  );
}
