import type { ReactNode } from 'react';
import styles from './Banner.module.css';
import { classes } from './classes.ts';

export type BannerProps = {
  readonly tone: 'ask' | 'live' | 'acc';
  readonly icon: ReactNode;
  readonly children: ReactNode;
  readonly aside?: ReactNode;
};

/** Something that a page wants known before all else. */
export function Banner({ tone, icon, children, aside }: BannerProps) {
  return (
    <div className={classes(styles.banner, styles[tone])}>
      {icon}
      <div className={styles.body}>{children}</div>
      {aside ? <div className={styles.aside}>{aside}</div> : null}
    </div>
  );
}
