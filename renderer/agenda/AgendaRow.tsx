import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Tag } from '../design/Tag.tsx';
import { rangeWords } from '../program/timeWords.ts';
import { useConnections } from '../sync/connectionsContext.ts';
import type { HubConnection } from '../sync/HubConnection.ts';
import { talkPath } from '../workspace/routes.ts';
import { workshopName } from '../workspace/workshopName.ts';
import styles from './AgendaRow.module.css';
import type { AgendaItem } from './agendaItems.ts';
import { durationWords } from './changeWords.ts';
import type { Clash } from './clashes.ts';
import { ReminderMenu } from './ReminderMenu.tsx';
import { UnstarButton } from './UnstarButton.tsx';
import { useAgendaZone } from './useAgendaZone.ts';

type Props = { readonly item: AgendaItem; readonly clashes: readonly Clash[] };

/** One talk of the agenda: when, what, where, with what it clashes, and its reminder. */
export function AgendaRow({ item, clashes }: Props) {
  const { t } = useTranslation();
  const connection = useConnections().find((one) => one.hub.fingerprint === item.hub);
  const { workshop, present, standing, speakers, entry } = item;
  const where = workshop ? workshopName(workshop.data) : t('agenda.workshopGone');
  return (
    <li className={styles.row}>
      <When item={item} />
      <div className={styles.what}>
        <h3>
          {workshop && present.kind !== 'removed' ? (
            <Link href={talkPath(workshop, entry.talkId)}>{standing.title}</Link>
          ) : (
            standing.title
          )}{' '}
          {present.kind === 'planned' ? null : <Tag>{t(`agenda.${present.kind}`)}</Tag>}
        </h3>
        <p>
          {[speakers.join(', '), standing.room ?? t('agenda.roomUnknown'), where]
            .filter((part) => part !== '')
            .join(' · ')}
        </p>
        {clashes.length > 0 ? (
          <ul className={styles.clashes}>
            {clashes.map((clash) => (
              <li key={clash.with}>
                <TriangleAlert aria-hidden />
                {clash.kind === 'overlap'
                  ? t('agenda.clash.overlap', { title: clash.title, minutes: clash.minutes })
                  : t(`agenda.clash.${clash.kind}`, { title: clash.title })}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      {connection ? <Acts item={item} connection={connection} /> : null}
    </li>
  );
}

function When({ item }: { readonly item: AgendaItem }) {
  const { t } = useTranslation();
  const { locale } = useAgendaZone();
  const { start, end, standing } = item;
  const length = standing.minutes === null ? t('agenda.lengthUnknown') : durationWords(standing.minutes, t);
  if (start === null) {
    return (
      <p className={styles.when}>
        {item.date === null ? null : t('agenda.untimed')} <small>{length}</small>
      </p>
    );
  }
  return (
    <p className={styles.when}>
      <time dateTime={new Date(start).toISOString()}>{rangeWords(start, end, locale)}</time>
      <small>{length}</small>
    </p>
  );
}

function Acts({ item, connection }: { readonly item: AgendaItem; readonly connection: HubConnection }) {
  const canRemind = item.present.kind === 'planned' && item.start !== null;
  return (
    <div className={styles.acts}>
      {canRemind ? (
        <ReminderMenu entry={item.entry} title={item.standing.title} connection={connection} />
      ) : null}
      <UnstarButton entry={item.entry} connection={connection} />
    </div>
  );
}
