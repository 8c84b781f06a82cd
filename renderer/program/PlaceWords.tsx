import { useTranslation } from 'react-i18next';
import type { Row } from '#shared/sync/rows.ts';
import styles from './Program.module.css';
import type { ProgramEntry } from './programEntries.ts';
import type { Places } from './useProgram.ts';

/** A track's name with its colour beside it. */
export function TrackWords({ track }: { readonly track: Row<'track'> }) {
  const { name, color } = track.data;
  return (
    <span className={styles.track}>
      {color ? <i aria-hidden style={{ background: color }} /> : null}
      {name}
    </span>
  );
}

/** What is held wherever people are, so that no room is missing. */
const roomless: ReadonlySet<string> = new Set(['break', 'social']);

type Props = { readonly entry: Pick<ProgramEntry, 'kind' | 'roomId' | 'trackId'>; readonly places: Places };

/** In which room and track something is; nothing where the workshop has neither. */
export function PlaceWords({ entry, places }: Props) {
  const { t } = useTranslation();
  const room = entry.roomId === null ? undefined : places.rooms.get(entry.roomId);
  const track = entry.trackId === null ? undefined : places.tracks.get(entry.trackId);
  return (
    <>
      {room ? <span>{room.data.name}</span> : null}
      {!room && places.rooms.size > 0 && !roomless.has(entry.kind) ? (
        <span>{t('program.roomUnknown')}</span>
      ) : null}
      {track ? <TrackWords track={track} /> : null}
    </>
  );
}
