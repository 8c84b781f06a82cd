import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './Tag.module.css';

export type TagProps = {
  readonly tone?: 'plain' | 'live' | 'ask' | 'soft';
  readonly children: ReactNode;
};

/** One word about something: its kind, that it is live, that it is a sample. */
export function Tag({ tone = 'plain', children }: TagProps) {
  return <span className={classes(styles.tag, tone !== 'plain' && styles[tone])}>{children}</span>;
}
