// biome-ignore-all lint/a11y/useSemanticElements: a table's rows cannot hold blocks of any height and place
// biome-ignore-all lint/a11y/useFocusableInteractive: the links in the cells take the focus
import { type CSSProperties, memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { type Locale, timeWords } from '#shared/program/momentWords.ts';
import { classes } from '../design/classes.ts';
import type { WorkshopEntry } from '../sync/useWorkshops.ts';
import { sessionPath, talkPath } from '../workspace/routes.ts';
import { PersonLine } from './PersonLinks.tsx';
import { PlaceWords } from './PlaceWords.tsx';
import type { ProgramEntry } from './programEntries.ts';
import styles from './TimelineView.module.css';
import type { TalkEntry } from './talkEntries.ts';
import { drawnEnd, type MoveKey } from './timeline.ts';
import { rangeWords } from './timeWords.ts';
import type { Program } from './useProgram.ts';

const HOUR = 3_600_000;
/** Letters of a title that a column has room for in one line. */
const ONE_LINE = 24;
/** In rem, as the style sheet has them: an hour, a block's own words (and a title's second line), a talk's line. */
const HOUR_HEIGHT = 7;
const HEAD_HEIGHT = 3;
const SECOND_LINE = 1.0625;
const LINE_HEIGHT = 1.375;

const keys: readonly string[] = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'];
export const isMoveKey = (key: string): key is MoveKey => keys.includes(key);

type Props = {
  readonly workshop: WorkshopEntry;
  readonly program: Program;
  readonly entry: ProgramEntry & { readonly start: number };
  /** The instant at the grid's upper edge, ms since the epoch. */
  readonly from: number;
  readonly lane: number;
  readonly lanes: number;
  readonly by: 'rooms' | 'tracks';
  readonly locale: Locale;
  readonly isOn: boolean;
  /** The one link of the grid that Tab comes to; arrows lead on from it. */
  readonly takesTab: boolean;
};

/** An entry of the grid, as tall as it is long, with as many of its talks as there is room for. */
export const TimelineBlock = memo(function TimelineBlock(props: Props) {
  const { entry, from, lane, lanes, by, locale, isOn, takesTab, workshop, program } = props;
  const { t } = useTranslation();
  const long = (drawnEnd(entry) - entry.start) / HOUR;
  const path = entry.of === 'session' ? sessionPath(workshop, entry.id) : talkPath(workshop, entry.id);
  const head = HEAD_HEIGHT + (entry.title.length * lanes > ONE_LINE ? SECOND_LINE : 0);
  const lines = Math.max(0, Math.floor((long * HOUR_HEIGHT - head) / LINE_HEIGHT));
  const style = {
    '--at': (entry.start - from) / HOUR,
    '--long': long,
    '--lane': lane,
    '--lanes': lanes,
    ...colorOf(entry, program),
  } as CSSProperties;
  const { kind, roomId, trackId } = entry;
  const place = by === 'rooms' ? { kind, roomId: null, trackId } : { kind, roomId, trackId: null };
  return (
    <div
      role="gridcell"
      className={classes(
        styles.block,
        isOn && styles.on,
        entry.end === null && styles.open,
        entry.cancelled && styles.cancelled,
        long < 0.4 && styles.short,
      )}
      style={style}
    >
      <Link href={path} data-stop={entry.id} tabIndex={takesTab ? 0 : -1} className={styles.title ?? ''}>
        {entry.title}
      </Link>
      <p className={styles.meta}>
        <time>{rangeWords(entry.start, entry.end, locale)}</time>
        {entry.end === null ? <span>{t('program.endUnknown')}</span> : null}
        {entry.cancelled ? <b>{t('program.cancelled')}</b> : null}
        {isOn ? <b>{t('program.onNow')}</b> : null}
        <PlaceWords
          entry={place}
          places={{ rooms: by === 'rooms' ? new Map() : program.rooms, tracks: program.tracks }}
        />
        {entry.of === 'talk' ? (
          <span>
            <PersonLine
              pointed
              people={entry.talks[0].speakers.map(({ personId, name }) => ({ personId, name }))}
            />
          </span>
        ) : null}
      </p>
      {entry.of === 'session' && lines > 0 ? (
        <BlockTalks talks={entry.talks} lines={lines} workshop={workshop} locale={locale} />
      ) : null}
    </div>
  );
});

function colorOf(entry: ProgramEntry, program: Program): Record<string, string> {
  const color = entry.trackId === null ? null : program.tracks.get(entry.trackId)?.data.color;
  return color ? { '--edge': color } : {};
}

type TalksProps = {
  readonly talks: readonly TalkEntry[];
  readonly lines: number;
  readonly workshop: WorkshopEntry;
  readonly locale: Locale;
};

function BlockTalks({ talks, lines, workshop, locale }: TalksProps) {
  const { t } = useTranslation();
  const room = talks.length > lines ? lines - 1 : lines;
  return (
    <ul className={styles.talks}>
      {talks.slice(0, room).map(({ talk: { id, data } }) => (
        <li key={id}>
          {data.start.kind === 'instant' ? <time>{timeWords(Date.parse(data.start.at), locale)}</time> : null}
          <Link href={talkPath(workshop, id)} data-stop={id} tabIndex={-1} title={data.title}>
            {data.title}
          </Link>
        </li>
      ))}
      {talks.length > room ? <li>{t('program.moreInBlock', { count: talks.length - room })}</li> : null}
    </ul>
  );
}
