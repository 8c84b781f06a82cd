import { type CSSProperties, useState } from 'react';
import { classes } from './classes.ts';
import styles from './Face.module.css';
import { hueOf, initials } from './initials.ts';

export type FaceProps = {
  readonly name: string;
  readonly size?: 'small' | 'medium' | 'large';
  /** The address of a photo; initials stand in for it while it is not there. */
  readonly photo?: string | null;
};

const hueStyle = (hue: number): CSSProperties => ({ '--hue': hue }) as CSSProperties;

/** A person's photo, or the initials in a colour of their own. The name itself stands beside it. */
export function Face({ name, size = 'medium', photo = null }: FaceProps) {
  return (
    <span
      aria-hidden="true"
      className={classes(styles.face, size !== 'medium' && styles[size])}
      style={hueStyle(hueOf(name))}
    >
      {initials(name)}
      {photo === null ? null : <Photo key={photo} src={photo} />}
    </span>
  );
}

/** Over the initials, once it is whole. */
function Photo({ src }: { readonly src: string }) {
  const [loaded, setLoaded] = useState(false);
  return (
    <img
      alt=""
      src={src}
      crossOrigin="anonymous"
      draggable={false}
      hidden={!loaded}
      onLoad={() => setLoaded(true)}
      onError={() => setLoaded(false)}
    />
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
