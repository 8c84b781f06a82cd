import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { JoinedHub } from '#shared/contracts/ipc.ts';
import { spanWords } from '#shared/program/momentWords.ts';
import { Button } from '../design/Button.tsx';
import { classes } from '../design/classes.ts';
import { Monogram } from '../design/Face.tsx';
import { Tag } from '../design/Tag.tsx';
import { useLocale } from '../i18n/useLocale.ts';
import { NewWorkshopButton } from '../program/import/NewWorkshopButton.tsx';
import { useProgramNow } from '../sync/useProgramNow.ts';
import type { WorkshopEntry } from '../sync/useWorkshops.ts';
import { LeaveDialog } from './LeaveDialog.tsx';
import styles from './Library.module.css';
import { workshopPath } from './routes.ts';
import type { AllRows } from './useProgramRows.ts';
import { useReleased } from './useReleased.ts';
import { workshopLetters, workshopName } from './workshopName.ts';
import { workshopState } from './workshopState.ts';

type Props = {
  readonly hub: JoinedHub;
  readonly workshops: readonly WorkshopEntry[];
  readonly rows: AllRows;
};

/** The workshops of one hub, and the way out of it. */
export function Shelf({ hub, workshops, rows }: Props) {
  const { t } = useTranslation();
  const [leaving, setLeaving] = useState(false);
  const released = useReleased();
  return (
    <section className={styles.shelf}>
      <header className={styles.hub}>
        <div>
          <h2>{hub.name}</h2>
          <p>
            {hub.guest ? `${t('packs.guest')} · ` : null}
            {t('library.hubText', { address: new URL(hub.address).host, key: hub.fingerprint.slice(0, 10) })}
          </p>
        </div>
        <div className={styles.hubActs}>
          {hub.guest ? null : <NewWorkshopButton hub={hub} workshops={workshops} />}
          <Button small variant="quiet" icon={<LogOut aria-hidden />} onPress={() => setLeaving(true)}>
            {t('library.leave')}
          </Button>
        </div>
      </header>
      <ul className={styles.covers}>
        {workshops.map((entry) => (
          <Cover key={entry.id} entry={entry} rows={rows} released={released.get(entry.id) ?? 0} />
        ))}
      </ul>
      {leaving ? <LeaveDialog hub={hub} workshops={workshops} onClose={() => setLeaving(false)} /> : null}
    </section>
  );
}

type CoverProps = {
  readonly entry: WorkshopEntry;
  readonly rows: AllRows;
  readonly released: number;
};

function Cover({ entry, rows, released }: CoverProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useProgramNow(60_000, entry.hub.fingerprint);
  const { data, membership, fromPack } = entry;
  const program = rows.of(entry.id);
  const state = workshopState(data, program, now);
  const days = spanWords(data.first, data.last, locale);
  const count = program.recordings.length;
  return (
    <li className={styles.cover}>
      <span className={styles.letters}>
        <Monogram name={data.slug} letters={workshopLetters(data)} />
      </span>
      <div className={styles.words}>
        <p className={styles.state}>
          <Tag tone={state === 'live' ? 'live' : 'plain'}>{t(`library.states.${state}`)}</Tag>
          <span className={styles.role}>
            {fromPack ? t('packs.fromPack') : t(`shell.roles.${membership.role}`)}
          </span>
        </p>
        <h3 className={classes(state === 'cancelled' && styles.cancelled)}>
          <Link href={workshopPath(entry)}>{data.title}</Link>
        </h3>
        <p>{[data.acronym ? workshopName(data) : null, days, data.place].filter(Boolean).join(' · ')}</p>
        <p>
          {count === 0
            ? t('library.noRecordings')
            : released === count
              ? t('library.recordings', { count })
              : t('library.open', { open: released, count })}
        </p>
      </div>
    </li>
  );
}
