import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JoinedHub } from '#shared/contracts/ipc.ts';
import { may } from '#shared/people/permissions.ts';
import { Button } from '../../design/Button.tsx';
import { useConnections } from '../../sync/connectionsContext.ts';
import type { WorkshopEntry } from '../../sync/useWorkshops.ts';
import { NewWorkshopDialog } from './NewWorkshopDialog.tsx';

type Props = { readonly hub: JoinedHub; readonly workshops: readonly WorkshopEntry[] };

/** For who is an organizer of a workshop on this hub: makes another one there. */
export function NewWorkshopButton({ hub, workshops }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const connection = useConnections().find((one) => one.hub.fingerprint === hub.fingerprint);
  if (!connection || !workshops.some(({ membership }) => may(membership.role, 'program.edit'))) return null;
  return (
    <>
      <Button small icon={<Plus aria-hidden />} onPress={() => setOpen(true)}>
        {t('imports.newWorkshop')}
      </Button>
      {isOpen ? <NewWorkshopDialog connection={connection} isOpen onClose={() => setOpen(false)} /> : null}
    </>
  );
}
