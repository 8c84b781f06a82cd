import { CalendarClock, EyeOff, LockOpen, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { may } from '#shared/people/permissions.ts';
import type { Moment } from '#shared/program/moment.ts';
import { mayBringBack } from '#shared/recordings/withdrawal.ts';
import type { Row } from '#shared/sync/rows.ts';
import { Button } from '../../design/Button.tsx';
import { toast } from '../../design/Toast.tsx';
import { programTime } from '../../sync/hubClock.ts';
import { useHubClock } from '../../sync/useHubClock.ts';
import { useWorkshop } from '../../sync/WorkshopScope.tsx';
import styles from './Manage.module.css';
import type { ManagedItem } from './manageItems.ts';
import { Part } from './Part.tsx';
import { ReleaseForm } from './ReleaseForm.tsx';
import { ReleaseWords } from './ReleaseWords.tsx';
import { useSendOrSay } from './useManage.ts';

type Props = { readonly item: ManagedItem; readonly recording: Row<'recording'> };

/** When a recording opens, and whether it is there at all. */
export function ReleasePart({ item, recording }: Props) {
  const { t } = useTranslation();
  const workshop = useWorkshop();
  const clock = useHubClock();
  const send = useSendOrSay();
  const [editing, setEditing] = useState(false);
  const mayManage = may(workshop.membership.role, 'recording.manage');
  const recordingId = recording.id;
  const { release, withdrawn } = recording.data;
  const open = item.contents?.data.released === true;
  const set = async (next: Moment, text: string) => {
    if (!(await send('recording.edit', { recordingId, release: next }))) return;
    const undo = () => void send('recording.edit', { recordingId, release });
    toast({ tone: 'ok', text, act: { label: t('manage.undo'), press: undo } });
  };
  const releaseNow = () => {
    const at = new Date(programTime(clock, Date.now())).toISOString();
    return set({ kind: 'instant', at }, t('manage.released', { title: item.title }));
  };
  return (
    <Part
      title={t('manage.release')}
      acts={
        mayManage && !editing && !withdrawn ? (
          <>
            <Button small icon={<CalendarClock aria-hidden />} onPress={() => setEditing(true)}>
              {t('manage.releaseChange')}
            </Button>
            {open ? null : (
              <Button small variant="primary" icon={<LockOpen aria-hidden />} onPress={releaseNow}>
                {t('manage.releaseNow')}
              </Button>
            )}
          </>
        ) : null
      }
    >
      {withdrawn ? (
        <p className={styles.note}>{t('manage.withdrawnText')}</p>
      ) : (
        <ReleaseWords release={release} open={open} />
      )}
      {editing ? (
        <ReleaseForm
          release={release}
          onClose={() => setEditing(false)}
          onSave={(next) => set(next, t('manage.releaseSaved'))}
        />
      ) : null}
      {!editing ? <Withdraw item={item} recording={recording} /> : null}
    </Part>
  );
}

function Withdraw({ item, recording }: Props) {
  const { t } = useTranslation();
  const send = useSendOrSay();
  const { title } = item;
  const recordingId = recording.id;
  const { membership, hub } = useWorkshop();
  const by = { accountId: hub.account.id, isOrganizer: may(membership.role, 'recording.manage') };
  const set = async (next: boolean) => {
    if (!(await send('recording.edit', { recordingId, withdrawn: next }))) return;
    toast({
      tone: 'ok',
      text: t(next ? 'manage.withdrawn' : 'manage.broughtBack', { title }),
      act: {
        label: t('manage.undo'),
        press: () => void send('recording.edit', { recordingId, withdrawn: !next }),
      },
    });
  };
  if (recording.data.withdrawn) {
    if (!mayBringBack(recording.data, by)) return <p className={styles.note}>{t('manage.notYoursBack')}</p>;
    return (
      <div className={styles.line}>
        <Button small variant="primary" icon={<RotateCcw aria-hidden />} onPress={() => set(false)}>
          {t('manage.bringBack')}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.line}>
      <Button small icon={<EyeOff aria-hidden />} onPress={() => set(true)}>
        {t('manage.withdraw')}
      </Button>
      <p className={styles.note}>{t('manage.withdrawText')}</p>
    </div>
  );
}
