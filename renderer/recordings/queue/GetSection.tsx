import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAgendaItems } from '../../agenda/useAgendaItems.ts';
import { agendaPath, workshopPath } from '../../workspace/routes.ts';
import { workshopName } from '../../workspace/workshopName.ts';
import { agendaSet } from './agendaSet.ts';
import { DownloadSet } from './DownloadSet.tsx';
import styles from './Get.module.css';
import queueStyles from './Queue.module.css';
import { refsOfSet, type SetMember } from './recordingSet.ts';
import type { Member } from './useMembers.ts';

type Props = { readonly members: readonly Member[] };

/** What can be downloaded: the agenda, and each workshop as a whole. */
export function GetSection({ members: all }: Props) {
  const { t } = useTranslation();
  const agenda = useAgendaItems();
  const sets = useMemo(() => setsOf(all), [all]);
  const mine = agendaSet(all, agenda ?? []);
  if (sets.length === 0) return null;
  return (
    <section className={queueStyles.section}>
      <header className={queueStyles.head}>
        <h2>{t('downloads.get')}</h2>
      </header>
      <ul>
        {refsOfSet(mine, 'video').length > 0 ? (
          <SetRow path={agendaPath} name={t('downloads.agenda')} members={mine} />
        ) : null}
        {sets.map(({ path, name, members }) => (
          <SetRow key={path} path={path} name={name} members={members} />
        ))}
      </ul>
    </section>
  );
}

type Set = { readonly path: string; readonly name: string; readonly members: readonly SetMember[] };

function SetRow({ path, name, members }: Set) {
  const { t } = useTranslation();
  return (
    <li className={styles.row}>
      <div>
        <p className={styles.name}>
          <Link href={path}>{name}</Link>
        </p>
        <p className={styles.count}>{t('downloads.count', { count: refsOfSet(members, 'video').length })}</p>
      </div>
      <DownloadSet of="short" small members={members} what={name} />
    </li>
  );
}

function setsOf(all: readonly Member[]): readonly Set[] {
  const sets = new Map<string, Set>();
  for (const member of all) {
    const { entry } = member;
    const path = workshopPath(entry);
    const before = sets.get(path)?.members ?? [];
    sets.set(path, { path, name: workshopName(entry.data), members: [...before, member] });
  }
  return [...sets.values()].filter(({ members }) => refsOfSet(members, 'video').length > 0);
}
