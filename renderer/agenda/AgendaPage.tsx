import { Star } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../design/EmptyState.tsx';
import { groupByDay } from '../program/days.ts';
import { AgendaCalendarButton } from '../program/export/AgendaCalendarButton.tsx';
import { dayTitle } from '../program/timeWords.ts';
import { ZoneSwitch } from '../program/ZoneSwitch.tsx';
import { DownloadAgenda } from '../recordings/queue/DownloadAgenda.tsx';
import { useMembers } from '../recordings/queue/useMembers.ts';
import { useConnections } from '../sync/connectionsContext.ts';
import { programTime } from '../sync/hubClock.ts';
import { useProgramNow } from '../sync/useProgramNow.ts';
import { LinkButton } from '../workspace/LinkButton.tsx';
import { Page, PageHead, PageLoading } from '../workspace/Page.tsx';
import { libraryPath } from '../workspace/routes.ts';
import styles from './AgendaPage.module.css';
import { AgendaRow } from './AgendaRow.tsx';
import type { AgendaItem } from './agendaItems.ts';
import { ChangesCard } from './ChangesCard.tsx';
import { type Clash, findClashes } from './clashes.ts';
import { useAgendaItems } from './useAgendaItems.ts';
import { agendaZone, useAgendaZone } from './useAgendaZone.ts';

const EVERY_MS = 30_000;

/** The starred talks of all workshops by day, with what clashes and what changed. */
export function AgendaPage() {
  const { t } = useTranslation();
  const items = useAgendaItems();
  const members = useMembers();
  const now = useProgramNow(EVERY_MS);
  // Drawn at once: what came above the rows later would move them under the pointer.
  if (!items || !members) return <PageLoading />;
  return (
    <Page title={t('agenda.title')}>
      <PageHead title={t('agenda.title')} text={t('agenda.text')}>
        {items.length > 0 ? (
          <div className={styles.tools}>
            <ZoneSwitch workshop={agendaZone} at={items[0]?.start ?? now} />
            <DownloadAgenda members={members} agenda={items} />
            <AgendaCalendarButton />
          </div>
        ) : null}
      </PageHead>
      {items.length === 0 ? (
        <EmptyState
          icon={<Star aria-hidden />}
          title={t('agenda.empty')}
          text={t('agenda.emptyText')}
          act={
            <LinkButton href={libraryPath} variant="primary">
              {t('agenda.toLibrary')}
            </LinkButton>
          }
        />
      ) : (
        <Agenda items={items} />
      )}
    </Page>
  );
}

function useIsOver(): (item: AgendaItem) => boolean {
  const connections = useConnections();
  useProgramNow(EVERY_MS);
  const here = Date.now();
  return ({ hub, start, end, latest }) => {
    const clock = connections.find((one) => one.hub.fingerprint === hub)?.clock.get();
    const until = end ?? latest ?? start;
    return clock !== undefined && until !== null && until < programTime(clock, here);
  };
}

function Agenda({ items }: { readonly items: readonly AgendaItem[] }) {
  const { t } = useTranslation();
  const isOver = useIsOver();
  const clashes = useMemo(() => findClashes(items), [items]);
  const ahead = items.filter((item) => !isOver(item));
  const past = items.filter(isOver);
  const clashing = ahead.filter(({ key }) => clashes.has(key)).length;
  return (
    <>
      <ChangesCard items={items} />
      {clashing > 0 ? <p className={styles.clashing}>{t('agenda.clashes', { count: clashing })}</p> : null}
      {ahead.length === 0 ? <p className={styles.note}>{t('agenda.onlyPast')}</p> : null}
      <DayLists items={ahead} clashes={clashes} />
      {past.length > 0 ? (
        <details className={styles.past} open={ahead.length === 0}>
          <summary>{t('agenda.past', { count: past.length })}</summary>
          <DayLists items={past} clashes={noClashes} />
        </details>
      ) : null}
    </>
  );
}

const noClashes: ReadonlyMap<string, readonly Clash[]> = new Map();

type ListsProps = {
  readonly items: readonly AgendaItem[];
  readonly clashes: ReadonlyMap<string, readonly Clash[]>;
};

function DayLists({ items, clashes }: ListsProps) {
  const { t } = useTranslation();
  const { locale } = useAgendaZone();
  const { days, unknown } = groupByDay(items, locale.zone);
  const list = (shown: readonly AgendaItem[]) => (
    <ul>
      {shown.map((item) => (
        <AgendaRow key={item.key} item={item} clashes={clashes.get(item.key) ?? []} />
      ))}
    </ul>
  );
  return (
    <>
      {days.map(({ date, timed, untimed }) => (
        <section key={date} className={styles.day}>
          <h2>{dayTitle(date, locale.language)}</h2>
          {list([...timed, ...untimed])}
        </section>
      ))}
      {unknown.length > 0 ? (
        <section className={styles.day}>
          <h2>{t('agenda.unknownDay')}</h2>
          {list(unknown)}
        </section>
      ) : null}
    </>
  );
}
