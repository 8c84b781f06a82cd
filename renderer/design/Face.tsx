import type { CSSProperties } from 'react';
import { classes } from './classes.ts';
import styles from './Face.module.css';
import { hueOf, initials } from './initials.ts';

export type FaceProps = { readonly name: string; readonly size?: 'small' | 'medium' | 'large' };

const hueStyle = (hue: number): CSSProperties => ({ '--hue': hue }) as CSSProperties;

/** A person's initials in a colour of their own. The name itself stands beside it. */
export function Face({ name, size = 'medium' }: FaceProps) {
  return (
    <span
      aria-hidden="true"
      className={classes(styles.face, size !== 'medium' && styles[size])}
      style={hueStyle(hueOf(name))}
    >
      {initials(name)}
    </span>
  );
}

export type MonogramProps = { readonly name: string; readonly letters: string };

/** A workshop's two letters; `name` gives the colour. */
export function Monogram({ name, letters }: MonogramProps) {
  return (
    <span aria-hidden="true" className={classes(styles.face, styles.monogram)} style={hueStyle(hueOf(name))}>
      {letters}
    </span>
  );
}
