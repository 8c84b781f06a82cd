import { ChevronLeft, ChevronRight, Users } from 'lucide-react';
import { type CSSProperties, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/Button.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import type { StagePerson } from './person.ts';
import { useStageRoom } from './StageScope.ts';
import { Tile } from './Tile.tsx';
import styles from './Tiles.module.css';
import {
  type Box,
  bigTile,
  type Laid,
  type LayoutChoice,
  layoutFor,
  layTiles,
  type TileKey,
  tileKey,
  tilesWithoutRoom,
} from './tileLayout.ts';
import { useArea } from './useArea.ts';

type Props = {
  readonly people: readonly StagePerson[];
  readonly choice: LayoutChoice;
  readonly onChoose: (choice: LayoutChoice) => void;
  /** Whether tiles have their menus, which open in the main window alone. */
  readonly menus: boolean;
};

/** A tile for everybody on the stage, and one for each screen that is shown. */
function tilesOf(people: readonly StagePerson[]): readonly TileKey[] {
  return [
    ...people.filter(({ showsScreen }) => showsScreen).map(({ accountId }) => tileKey(accountId, 'screen')),
    ...people.map(({ accountId }) => tileKey(accountId, 'camera')),
  ];
}

const placed = ({ left, top, width, height }: Box): CSSProperties => ({ left, top, width, height });

/** Everybody on the stage, in one of its layouts. */
export function Tiles({ people, choice, onChoose, menus }: Props) {
  const { t } = useTranslation();
  const { view, ownAccountId, pinned } = useStageRoom();
  const { ref, area } = useArea();
  const [asked, setAsked] = useState(0);
  const tiles = tilesOf(people);
  const layout = layoutFor(choice, tiles);
  const spotlight = view.stage?.spotlight ?? null;
  const big = bigTile(layout, tiles, {
    ownAccountId,
    pinned,
    spotlight,
    lastSpeaker: view.lastSpeaker,
    seen: new Set(people.filter(({ picture }) => picture !== null).map(({ accountId }) => accountId)),
  });
  const laid = layTiles({ ids: tiles.map(({ id }) => id), big, area, rem: area.rem, page: asked });
  useUnseen(tilesWithoutRoom(tiles, laid));
  return (
    <section
      className={styles.frame}
      data-layout={layout}
      data-testid="stage-tiles"
      aria-label={t('live.stageArea')}
    >
      <section className={styles.tiles} ref={ref}>
        {people.length === 0 && <Nobody />}
        {tiles.map((tile) => {
          const box = laid.boxes.get(tile.id);
          const person = people.find(({ accountId }) => accountId === tile.accountId);
          if (!box || !person) return null;
          return (
            <Tile
              key={tile.id}
              person={person}
              source={tile.source}
              big={tile.id === big}
              menu={menus}
              spotlit={spotlight === tile.accountId && tile.source === 'camera'}
              style={placed(box)}
            />
          );
        })}
      </section>
      {layout === 'gallery' ? (
        laid.pages > 1 && <Pager laid={laid} onPage={setAsked} />
      ) : laid.hidden > 0 ? (
        <Button small variant="quiet" className={styles.more ?? ''} onPress={() => onChoose('gallery')}>
          <Users aria-hidden="true" />
          {t('stageRoom.tile.more', { count: laid.hidden })}
        </Button>
      ) : null}
    </section>
  );
}

/** A tile tells its own size while it is there; of a picture without a tile, nothing is in sight (rule L4). */
function useUnseen(tiles: readonly TileKey[]): void {
  const { client, ownAccountId } = useStageRoom();
  useEffect(() => {
    for (const { accountId, source } of tiles) {
      if (accountId !== ownAccountId) client?.watch(accountId, source, null);
    }
  }, [client, ownAccountId, tiles]);
}

function Nobody() {
  const { t } = useTranslation();
  return (
    <div className={styles.nobody}>
      <Users aria-hidden="true" />
      <h2>{t('live.tile.nobody.title')}</h2>
      <p>{t('live.tile.nobody.text')}</p>
    </div>
  );
}

function Pager({ laid, onPage }: { readonly laid: Laid; readonly onPage: (page: number) => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.pager}>
      <IconButton
        small
        variant="quiet"
        icon={<ChevronLeft aria-hidden="true" />}
        label={t('stageRoom.tile.previous')}
        isDisabled={laid.page === 0}
        onPress={() => onPage(laid.page - 1)}
      />
      <span className="tabular">{t('stageRoom.tile.page', { page: laid.page + 1, pages: laid.pages })}</span>
      <IconButton
        small
        variant="quiet"
        icon={<ChevronRight aria-hidden="true" />}
        label={t('stageRoom.tile.next')}
        isDisabled={laid.page === laid.pages - 1}
        onPress={() => onPage(laid.page + 1)}
      />
    </div>
  );
}
