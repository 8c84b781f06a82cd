import { Mic, MicOff, TriangleAlert } from 'lucide-react';
import { type CSSProperties, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { hueOf, initials } from '../design/initials.ts';
import type { StagePerson } from './person.ts';
import styles from './Tile.module.css';
import { TrackVideo } from './TrackVideo.tsx';

type Props = {
  readonly person: StagePerson;
  readonly big: boolean;
  readonly onWatched: (accountId: string, watched: boolean) => void;
};

/** One person on the stage: picture or initials, name, microphone, a ring while speaking. */
export function Tile({ person, big, onWatched }: Props) {
  const { t } = useTranslation();
  const tile = useRef<HTMLElement>(null);
  useWatched(tile, person.accountId, onWatched);
  const name = person.own ? t('live.tile.you', { name: person.name }) : person.name;
  const microphone = t(person.heard ? 'live.tile.micOn' : 'live.tile.micOff');
  const label = [name, person.speaking ? t('live.tile.speaking') : microphone].join(', ');
  return (
    <figure
      ref={tile}
      className={styles.tile}
      data-big={big}
      data-speaking={person.speaking}
      data-testid={`stage-tile-${person.accountId}`}
      aria-label={label}
      style={{ '--hue': hueOf(person.name) } as CSSProperties}
    >
      <span className={styles.initials} aria-hidden="true">
        {initials(person.name)}
      </span>
      {person.picture && (
        <TrackVideo track={person.picture} mirrored={person.own} className={styles.picture} />
      )}
      <figcaption className={styles.caption} title={name}>
        {person.heard ? <Mic aria-hidden="true" /> : <MicOff className={styles.muted} aria-hidden="true" />}
        <span>{name}</span>
        {person.failed && <TriangleAlert className={styles.failed} aria-label={t('live.tile.failed')} />}
      </figcaption>
    </figure>
  );
}

function useWatched(
  tile: React.RefObject<HTMLElement | null>,
  accountId: string,
  onWatched: (accountId: string, watched: boolean) => void,
): void {
  useEffect(() => {
    if (!tile.current) return;
    const observer = new IntersectionObserver((entries) => {
      const last = entries.at(-1);
      if (last) onWatched(accountId, last.isIntersecting);
    });
    observer.observe(tile.current);
    return () => observer.disconnect();
  }, [tile, accountId, onWatched]);
}
