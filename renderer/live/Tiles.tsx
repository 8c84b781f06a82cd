import { Users } from 'lucide-react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { StagePerson } from './person.ts';
import { Tile } from './Tile.tsx';
import styles from './Tiles.module.css';
import { layTiles } from './tileLayout.ts';

type Props = {
  readonly people: readonly StagePerson[];
  readonly lastSpeaker: string | null;
  readonly ownAccountId: string;
  readonly onWatched: (accountId: string, watched: boolean) => void;
};

/** Everybody on the stage: one big and the others beside, or equal tiles for many. */
export function Tiles({ people, lastSpeaker, ownAccountId, onWatched }: Props) {
  const { t } = useTranslation();
  const ids = people.map((person) => person.accountId);
  const layout = layTiles(ids, lastSpeaker, ownAccountId);
  if (layout.kind === 'nobody') {
    return (
      <div className={styles.nobody}>
        <Users aria-hidden="true" />
        <h2>{t('live.tile.nobody.title')}</h2>
        <p>{t('live.tile.nobody.text')}</p>
      </div>
    );
  }
  // One flat list with the layout in the styles: a tile that changes place keeps its playing picture.
  const big = layout.kind === 'spotlight' ? layout.big : null;
  const beside = layout.kind === 'spotlight' ? layout.column.length : 0;
  const columns = layout.kind === 'grid' ? layout.columns : 0;
  return (
    <div className={styles.frame}>
      <section
        className={styles.tiles}
        data-layout={layout.kind}
        data-alone={layout.kind === 'spotlight' && beside === 0}
        style={{ '--beside': Math.max(1, beside), '--columns': columns } as CSSProperties}
        aria-label={t('live.stageArea')}
      >
        {people.map((person) => (
          <Tile key={person.accountId} person={person} big={person.accountId === big} onWatched={onWatched} />
        ))}
      </section>
    </div>
  );
}
