import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { may } from '#shared/people/permissions.ts';
import type { Row } from '#shared/sync/rows.ts';
import { Button } from '../../design/Button.tsx';
import { useWorkshop } from '../../sync/WorkshopScope.tsx';
import { EditDialog } from './EditDialog.tsx';

/** For organizers: opens the dialog that changes a talk or a session. */
export function EditButton({ row }: { readonly row: Row<'talk' | 'session'> }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (!may(useWorkshop().membership.role, 'program.edit')) return null;
  return (
    <>
      <Button small variant="quiet" icon={<Pencil aria-hidden />} onPress={() => setOpen(true)}>
        {t('program.edit.edit')}
      </Button>
      {open ? <EditDialog row={row} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
