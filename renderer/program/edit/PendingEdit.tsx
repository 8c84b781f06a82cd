import { Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { moment } from '#shared/program/moment.ts';
import { momentWords } from '#shared/program/momentWords.ts';
import { Button } from '../../design/Button.tsx';
import { toast } from '../../design/Toast.tsx';
import { reasonOf, useRefusal } from '../../i18n/useRefusal.ts';
import { type OutboxEntry, useOutbox } from '../../sync/useOutbox.ts';
import { useRows } from '../../sync/useRows.ts';
import { useWorkshop } from '../../sync/WorkshopScope.tsx';
import { useProgramZone } from '../useProgramZone.ts';
import { type ChangedField, changedFields, type EditedRow } from './changedFields.ts';
import styles from './Edit.module.css';

/** What has become of my change of a row: it waits, or the hub did not take it (rule S6). */
export function PendingEdit({ row }: { readonly row: EditedRow }) {
  const { t } = useTranslation();
  const { pending } = useOutbox();
  const own = pending.filter(
    ({ command }) =>
      (command.name === 'program.put' || command.name === 'program.remove') && command.args.id === row.id,
  );
  return own.map((entry) =>
    entry.state === 'refused' ? (
      <Refused key={entry.id} entry={entry} row={row} />
    ) : (
      <p key={entry.id} role="status" className={styles.waiting}>
        <Clock aria-hidden />
        {t('program.edit.waiting')}
      </p>
    ),
  );
}

type RefusedProps = { readonly entry: OutboxEntry; readonly row: EditedRow };

/** Says why, and where it is that somebody else was faster: both versions, side by side. */
function Refused({ entry, row }: RefusedProps) {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const { discard, edit } = useOutbox();
  const { command, reason } = entry;
  if (reason === null) return null;
  const changed = reason === 'changed-since';
  const differing =
    changed && command.name === 'program.put' ? changedFields(row.data, command.args.data) : [];
  const again = async () => {
    try {
      if (command.name === 'program.put') {
        await edit(entry.id, 'program.put', { ...command.args, expectedRev: row.rev });
      } else if (command.name === 'program.remove') {
        await edit(entry.id, 'program.remove', { ...command.args, expectedRev: row.rev });
      }
    } catch (error) {
      toast({ tone: 'bad', text: t('program.edit.failed', { reason: sentence(reasonOf(error)) }) });
    }
  };
  return (
    <section role="alert" className={styles.refused}>
      <p>
        {changed ? t('program.edit.changedSince') : t('program.edit.refused', { reason: sentence(reason) })}
      </p>
      {differing.length > 0 ? (
        <dl>
          {differing.map((field) => (
            <Differing key={field.field} {...field} />
          ))}
        </dl>
      ) : null}
      <div className={styles.acts}>
        <Button small onPress={() => discard(entry.id)}>
          {t('program.edit.discard')}
        </Button>
        {changed ? (
          <Button small variant="quiet" onPress={again}>
            {t('program.edit.useMine')}
          </Button>
        ) : null}
      </div>
    </section>
  );
}

function Differing({ field, theirs, mine }: ChangedField) {
  const { t } = useTranslation();
  const words = useFieldWords();
  return (
    <div>
      <dt>{t(`program.edit.fields.${field}`)}</dt>
      {field === 'other' ? null : (
        <>
          <dd>
            <b>{t('program.edit.nowReads')}</b>
            <span>{words(field, theirs)}</span>
          </dd>
          <dd>
            <b>{t('program.edit.yours')}</b>
            <span>{words(field, mine)}</span>
          </dd>
        </>
      )}
    </div>
  );
}

function useFieldWords(): (field: ChangedField['field'], value: unknown) => string {
  const { t } = useTranslation();
  const { locale } = useProgramZone(useWorkshop());
  const rooms = useRows('room');
  return (field, value) => {
    if (value === null || value === undefined || value === '') return t('program.edit.nothing');
    if (field === 'state') return value === 'cancelled' ? t('program.cancelled') : t('program.edit.planned');
    if (field === 'asksConsent') return t(value === true ? 'program.edit.yes' : 'program.edit.no');
    if (field === 'roomId') return rooms?.find(({ id }) => id === value)?.data.name ?? t('common.unknown');
    const read = moment.safeParse(value);
    if (read.success) return momentWords(read.data, locale) ?? t('common.unknown');
    return String(value);
  };
}
