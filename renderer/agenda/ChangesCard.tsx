import { CalendarClock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { type AgendaChange, agendaChanges } from '#shared/program/agendaChanges.ts';
import { Button } from '../design/Button.tsx';
import { toast } from '../design/Toast.tsx';
import { reasonOf, useRefusal } from '../i18n/useRefusal.ts';
import { useConnections } from '../sync/connectionsContext.ts';
import { talkPath } from '../workspace/routes.ts';
import type { AgendaItem } from './agendaItems.ts';
import styles from './ChangesCard.module.css';
import { changeWords } from './changeWords.ts';
import { markSeen } from './keepAgenda.ts';
import { useAgendaZone } from './useAgendaZone.ts';

type Changed = { readonly item: AgendaItem; readonly changes: readonly AgendaChange[] };

/** What moved or was cancelled since the person starred or last saw it, in words; nothing where nothing did. */
export function ChangesCard({ items }: { readonly items: readonly AgendaItem[] }) {
  const { t } = useTranslation();
  const { locale } = useAgendaZone();
  const seen = useSeen();
  const changed = items
    .map((item): Changed => ({ item, changes: agendaChanges(item.entry, item.present, locale.zone) }))
    .filter(({ changes }) => changes.length > 0);
  if (changed.length === 0) return null;
  return (
    <section className={styles.card} aria-labelledby="agenda-changes">
      <header className={styles.head}>
        <CalendarClock aria-hidden />
        <h2 id="agenda-changes">{t('agenda.changes', { count: changed.length })}</h2>
        <Button small onPress={() => seen(changed.map(({ item }) => item))}>
          {t('agenda.seen')}
        </Button>
      </header>
      <ul>
        {changed.map(({ item, changes }) => (
          <li key={item.key}>
            <Title item={item} /> {changes.map((change) => changeWords(change, t, locale)).join('; ')}
          </li>
        ))}
      </ul>
      <p className={styles.hint}>{t('agenda.seenHint')}</p>
    </section>
  );
}

function Title({ item }: { readonly item: AgendaItem }) {
  const { workshop, present, standing, entry } = item;
  if (!workshop || present.kind === 'removed') return <b>{standing.title}</b>;
  return <Link href={talkPath(workshop, entry.talkId)}>{standing.title}</Link>;
}

function useSeen(): (items: readonly AgendaItem[]) => void {
  const connections = useConnections();
  const sentence = useRefusal();
  return (items) => {
    const kept = connections.map((connection) => {
      const own = items.filter(({ hub }) => hub === connection.hub.fingerprint);
      const talks = own.map(({ entry: { workshopId, talkId } }) => ({ workshopId, talkId }));
      return markSeen(connection, talks);
    });
    Promise.all(kept).catch((error: unknown) => toast({ tone: 'bad', text: sentence(reasonOf(error)) }));
  };
}
