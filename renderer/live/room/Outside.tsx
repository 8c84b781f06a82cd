import type { ReactNode } from 'react';
import styles from './Outside.module.css';

type Props = {
  readonly title: string;
  readonly text: string;
  readonly act?: ReactNode;
};

/** What is shown instead of the stage: where there is no way in. */
export function Outside({ title, text, act }: Props) {
  return (
    <div className={styles.outside}>
      <h2>{title}</h2>
      <p>{text}</p>
      {act && <div className={styles.act}>{act}</div>}
    </div>
  );
}
