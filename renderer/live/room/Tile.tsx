import {
  Ellipsis,
  Maximize,
  Mic,
  MicOff,
  MonitorUp,
  Pin,
  SignalLow,
  SignalZero,
  TriangleAlert,
} from 'lucide-react';
import { type CSSProperties, useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../design/IconButton.tsx';
import { hueOf, initials } from '../../design/initials.ts';
import { Menu } from '../../design/Menu.tsx';
import type { ShownSize } from '../client/stageControl.ts';
import type { StagePerson } from './person.ts';
import { usePersonActs } from './personActs.tsx';
import { useStageRoom } from './StageScope.ts';
import styles from './Tile.module.css';
import { TrackVideo } from './TrackVideo.tsx';
import type { TileKey } from './tileLayout.ts';
import { useShownSize } from './useShownSize.ts';

type Props = {
  readonly person: StagePerson;
  readonly source: TileKey['source'];
  readonly big: boolean;
  readonly menu: boolean;
  /** In front for everybody. */
  readonly spotlit: boolean;
  readonly style: CSSProperties;
};

/** One person on the stage, or what they show: picture or initials, name, microphone, a ring while speaking. */
export function Tile({ person, source, big, menu, spotlit, style }: Props) {
  const { t } = useTranslation();
  const { client, pinned } = useStageRoom();
  const tile = useRef<HTMLElement>(null);
  const { accountId, own } = person;
  const onSize = useCallback(
    (size: ShownSize) => {
      if (!own) client?.watch(accountId, source, size);
    },
    [client, accountId, source, own],
  );
  useShownSize(tile, onSize);
  const face = source === 'camera';
  const track = face ? person.picture : person.screen;
  const name = useTileName(person, source);
  const facts = useFacts(person);
  const label = face ? [name, ...facts].join(', ') : name;
  return (
    <figure
      ref={tile}
      className={styles.tile}
      data-big={big}
      data-source={source}
      data-own={own}
      data-guest={person.guest && face}
      data-speaking={person.speaking && face}
      data-testid={`stage-${face ? 'tile' : 'screen'}-${accountId}`}
      aria-label={label}
      style={{ ...style, '--hue': hueOf(person.name) } as CSSProperties}
    >
      <span className={styles.initials} aria-hidden="true">
        {face ? initials(person.name) : <MonitorUp />}
      </span>
      {track && <TrackVideo track={track} mirrored={own && face} className={styles.picture} />}
      <figcaption className={styles.caption} title={name}>
        <Marks person={person} source={source} />
        <span className={styles.name}>{name}</span>
        {face && pinned === accountId && <Pin aria-label={t('stageRoom.tile.pinned')} />}
        {spotlit && <Maximize aria-label={t('stageRoom.tile.spotlit')} />}
        {face && <BadLink person={person} />}
      </figcaption>
      {face && menu && <TileMenu person={person} />}
    </figure>
  );
}

function useTileName({ own, name }: StagePerson, source: TileKey['source']): string {
  const { t } = useTranslation();
  if (source === 'screen')
    return own ? t('stageRoom.tile.ownScreen') : t('stageRoom.tile.screenOf', { name });
  return own ? t('live.tile.you', { name }) : name;
}

/** What a picture alone does not tell to somebody who does not see it. */
function useFacts(person: StagePerson): readonly string[] {
  const { t } = useTranslation();
  const microphone = t(person.heard ? 'live.tile.micOn' : 'live.tile.micOff');
  return [
    person.guest ? t('stageRoom.tile.guest') : t(`live.panel.role.${person.role}`),
    person.speaking ? t('live.tile.speaking') : microphone,
  ];
}

function Marks({ person, source }: Pick<Props, 'person' | 'source'>) {
  const { t } = useTranslation();
  if (source === 'screen') return <MonitorUp aria-hidden="true" />;
  return (
    <>
      {person.heard ? <Mic aria-hidden="true" /> : <MicOff className={styles.muted} aria-hidden="true" />}
      {person.failed && <TriangleAlert className={styles.failed} aria-label={t('live.tile.failed')} />}
    </>
  );
}

function BadLink({ person: { uplink, own, name } }: Pick<Props, 'person'>) {
  const { t } = useTranslation();
  if (uplink === 'good') return null;
  const said = own ? t(`stageRoom.tile.ownLink.${uplink}`) : t(`stageRoom.tile.link.${uplink}`, { name });
  const Icon = uplink === 'gone' ? SignalZero : SignalLow;
  return (
    <span className={styles.link} data-uplink={uplink} title={said} role="img" aria-label={said}>
      <Icon aria-hidden="true" />
    </span>
  );
}

function TileMenu({ person }: Pick<Props, 'person'>) {
  const { t } = useTranslation();
  const { entries, dialog } = usePersonActs(person);
  const label = t('stageRoom.person.menu', { name: person.name });
  if (entries.length === 0) return null;
  return (
    <div className={styles.menu}>
      <Menu label={label} entries={entries}>
        <IconButton small icon={<Ellipsis aria-hidden="true" />} label={label} />
      </Menu>
      {dialog}
    </div>
  );
}
