import type { ReactNode } from 'react';
import { classes } from '../../design/classes.ts';
import styles from './Works.module.css';

type Props = {
  /** Of the file. */
  readonly name: string;
  /** What is done, said with the bar. */
  readonly label: string;
  /** 0 to 1; `null` where nobody can tell. */
  readonly value: number | null;
  readonly words: string;
  readonly bad: boolean;
  readonly acts: ReactNode;
  /** What to do next, where something went wrong. */
  readonly next?: ReactNode;
  readonly children?: ReactNode;
};

/** A file that is on its way, or worked on: its name, how far it is, and what to do about it. */
export function WorkLine({ name, label, value, words, bad, acts, next, children }: Props) {
  const percent = value === null ? null : Math.round(value * 100);
  return (
    <div className={classes(styles.work, bad && styles.bad)}>
      <div className={styles.workHead}>
        <span className={styles.workName} title={name}>
          {name}
        </span>
        {percent === null || bad ? null : <span className={styles.workPercent}>{percent} %</span>}
        <span className={styles.workActs}>{acts}</span>
      </div>
      {bad ? null : (
        <div
          role="progressbar"
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={100}
          {...(percent === null ? {} : { 'aria-valuenow': percent })}
          className={classes(styles.bar, percent === null && styles.unknown)}
        >
          <div style={percent === null ? {} : { inlineSize: `${percent}%` }} />
        </div>
      )}
      <p className={styles.workWords} {...(bad ? { role: 'alert' } : {})}>
        {words}
      </p>
      {next ? <div className={styles.workNext}>{next}</div> : null}
      {children}
    </div>
  );
}
