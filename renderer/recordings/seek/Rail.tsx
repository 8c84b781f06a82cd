import { classes } from '../../design/classes.ts';
import { type ChapterSpan, filled, type Span } from './barParts.ts';
import styles from './SeekBar.module.css';

type Props = {
  readonly spans: readonly ChapterSpan[];
  readonly duration: number;
  readonly second: number;
  /** Under the pointer; `null` where it is elsewhere. */
  readonly pointed: number | null;
  /** What is on this computer; `null` where that is not known, and then what is buffered is drawn. */
  readonly held: readonly Span[] | null;
  readonly buffered: readonly Span[];
};

/** The bar in its chapters: what was played, what is here, what is missing. */
export function Rail({ spans, duration, second, pointed, held, buffered }: Props) {
  return (
    <div className={classes(styles.rail, held !== null && styles.knowsHeld)}>
      {spans.map((span) => (
        <span
          key={span.start}
          data-chapter={span.title}
          className={classes(
            styles.segment,
            pointed !== null && span.start <= pointed && pointed < span.end && styles.pointed,
          )}
          style={{ left: percent(span.start / duration), width: percent((span.end - span.start) / duration) }}
        >
          <span className={styles.segmentIn}>
            {(held ?? buffered).map((part) => (
              <Part key={part.start} span={span} part={part} />
            ))}
            {pointed === null ? null : (
              <span className={styles.before} style={{ width: percent(filled(span, pointed)) }} />
            )}
            <span className={styles.played} style={{ width: percent(filled(span, second)) }} />
          </span>
        </span>
      ))}
    </div>
  );
}

function Part({ span, part }: { readonly span: Span; readonly part: Span }) {
  const from = filled(span, part.start);
  const to = filled(span, part.end);
  if (to <= from) return null;
  return (
    <span className={styles.here} data-held style={{ left: percent(from), width: percent(to - from) }} />
  );
}

export const percent = (part: number): string => `${(part * 100).toFixed(3)}%`;
