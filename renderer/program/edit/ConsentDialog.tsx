import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Row } from '#shared/sync/rows.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog, DialogActs, DialogText } from '../../design/Dialog.tsx';
import { Spinner } from '../../design/Spinner.tsx';
import { Switch } from '../../design/Switch.tsx';
import { toast } from '../../design/Toast.tsx';
import { useRow } from '../../sync/useRows.ts';
import { useWorkshop } from '../../sync/WorkshopScope.tsx';
import { PendingEdit } from './PendingEdit.tsx';
import { useProgramEdit } from './useProgramEdit.ts';

type Props = { readonly onClose: () => void };

/** For organizers: whether people agree before they are recorded on a stage (rule L8). */
export function ConsentDialog({ onClose }: Props) {
  const { t } = useTranslation();
  const row = useRow('workshop', useWorkshop().id);
  return (
    <Dialog isOpen title={t('program.edit.consent')} onClose={onClose}>
      {row ? <Form row={row} onClose={onClose} /> : <Spinner label={t('program.edit.consent')} />}
    </Dialog>
  );
}

function Form({ row, onClose }: Props & { readonly row: Row<'workshop'> }) {
  const { t } = useTranslation();
  const edit = useProgramEdit();
  // What was seen when the dialog opened is what the change is of, whatever syncs meanwhile.
  const [seen] = useState(row);
  const [asksConsent, setAsks] = useState(row.data.asksConsent);
  const save = async () => {
    if (asksConsent !== seen.data.asksConsent) {
      const data = { ...seen.data, asksConsent };
      const saved = await edit.put({ kind: 'workshop', id: seen.id, expectedRev: seen.rev, data });
      if (!saved) return;
      toast({ tone: 'ok', text: t('program.edit.saved') });
    }
    onClose();
  };
  return (
    <>
      <DialogText>{t('program.edit.consentText')}</DialogText>
      <Switch isSelected={asksConsent} onChange={setAsks}>
        {t('program.edit.fields.asksConsent')}
      </Switch>
      <PendingEdit row={row} />
      <DialogActs>
        <Button onPress={onClose}>{t('common.cancel')}</Button>
        <Button variant="primary" onPress={save}>
          {t('program.edit.save')}
        </Button>
      </DialogActs>
    </>
  );
}
