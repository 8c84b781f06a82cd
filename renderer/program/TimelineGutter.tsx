import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { type Locale, timeWords } from '#shared/program/momentWords.ts';
import { dateIn } from './days.ts';
import { TrackWords } from './PlaceWords.tsx';
import styles from './TimelineView.module.css';
import type { TimelineHours } from './timeline.ts';
import { shortDay } from './timeWords.ts';
import type { Program } from './useProgram.ts';

const HOUR = 3_600_000;
/** So near to the time of now an hour's own time has no room. */
const CLASH = 8 * 60_000;

/** Places something at so many hours below the grid's upper edge. */
export const hourStyle = (hours: number): CSSProperties => ({ '--at': hours }) as CSSProperties;

type NameProps = {
  readonly by: 'rooms' | 'tracks';
  readonly program: Program;
  readonly id: string | null;
  readonly only: boolean;
};

/** What a column of the timeline is: a room with its seats, or a track. */
export function ColumnName({ by, id, program, only }: NameProps) {
  const { t } = useTranslation();
  if (id === null) {
    if (only) return t('program.program');
    return by === 'rooms' ? t('program.roomUnknown') : t('program.noTrack');
  }
  const track = program.tracks.get(id);
  if (by === 'tracks' && track) return <TrackWords track={track} />;
  const room = program.rooms.get(id);
  return (
    <>
      {room?.data.name}
      {room?.data.capacity ? <small>{t('program.seats', { count: room.data.capacity })}</small> : null}
    </>
  );
}

type GutterProps = { readonly hours: TimelineHours; readonly locale: Locale; readonly now: number };

/** The hours beside the timeline, with their day where that is another, and now. */
export function Gutter({ hours, locale, now }: GutterProps) {
  const first = dateIn(locale.zone, hours.from);
  return (
    <div className={styles.gutter} aria-hidden>
      <div className={styles.head} />
      <div className={styles.hours}>
        {hours.hours.map((at, i) => (
          <time key={at} style={hourStyle(i)}>
            {Math.abs(at - now) < CLASH ? null : timeWords(at, locale)}
            {dateIn(locale.zone, at) === first ? null : (
              <small>{shortDay(dateIn(locale.zone, at), locale.language)}</small>
            )}
          </time>
        ))}
        {now >= hours.from && now <= hours.to ? (
          <time className={styles.nowTime} style={hourStyle((now - hours.from) / HOUR)}>
            {timeWords(now, locale)}
          </time>
        ) : null}
      </div>
    </div>
  );
}
