import { CalendarClock, EyeOff, LockOpen, RotateCcw } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { may } from '#shared/people/permissions.ts';
import type { Moment } from '#shared/program/moment.ts';
import { momentWords } from '#shared/program/momentWords.ts';
import type { Row } from '#shared/sync/rows.ts';
import { Button } from '../../design/Button.tsx';
import { TextField } from '../../design/TextField.tsx';
import { toast } from '../../design/Toast.tsx';
import { useLocale } from '../../i18n/useLocale.ts';
import { momentText, readMoment } from '../../program/edit/momentText.ts';
import { zoneName } from '../../program/useProgramZone.ts';
import { programTime } from '../../sync/hubClock.ts';
import { useHubClock } from '../../sync/useHubClock.ts';
import { useWorkshop } from '../../sync/WorkshopScope.tsx';
import styles from './Manage.module.css';
import type { ManagedItem } from './manageItems.ts';
import { Part } from './Part.tsx';
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
      {mayManage && !editing ? <Withdraw item={item} recording={recording} /> : null}
    </Part>
  );
}

function ReleaseWords({ release, open }: { readonly release: Moment; readonly open: boolean }) {
  const { t } = useTranslation();
  const { language, zone: mine } = useLocale();
  const zone = useWorkshop().data.zone ?? mine;
  const when = momentWords(release, { language, zone });
  if (when === null) return <p>{t('manage.releaseUnknown')}</p>;
  return (
    <p>
      {t(open ? 'manage.releaseOpen' : 'manage.releaseOpens', { when })}
      {release.kind === 'instant' ? <span className={styles.zone}> ({zoneName(zone)})</span> : null}
    </p>
  );
}

type FormProps = {
  readonly release: Moment;
  readonly onSave: (next: Moment) => Promise<void>;
  readonly onClose: () => void;
};

/** Dates and times are the workshop's; its zone stands beside the field. */
function ReleaseForm({ release, onSave, onClose }: FormProps) {
  const { t } = useTranslation();
  const { zone: mine } = useLocale();
  const zone = useWorkshop().data.zone ?? mine;
  const [text, setText] = useState(() => momentText(release, zone));
  const [tried, setTried] = useState(false);
  const next = readMoment(text, zone);
  const wrong =
    next === null ? t('manage.releaseWrong') : next.kind === 'year' ? t('manage.releaseYear') : null;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (next === null || wrong !== null) return;
    await onSave(next);
    onClose();
  };
  return (
    <form className={styles.form} onSubmit={save}>
      <TextField
        autoFocus
        label={t('manage.releaseAt')}
        hint={t('manage.releaseHint', { zone: zoneName(zone) })}
        value={text}
        error={tried ? wrong : null}
        onChange={setText}
      />
      <div className={styles.formActs}>
        <Button onPress={onClose}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary">
          {t('manage.save')}
        </Button>
      </div>
    </form>
  );
}

function Withdraw({ item, recording }: Props) {
  const { t } = useTranslation();
  const send = useSendOrSay();
  const { title } = item;
  const recordingId = recording.id;
  const { withdrawn } = recording.data;
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
  if (withdrawn) {
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
