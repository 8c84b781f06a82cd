import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';

export type EmptyStateProps = {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly text: string;
  /** The one next step. */
  readonly act?: ReactNode;
};

/** What a list says while nothing is in it. */
export function EmptyState({ icon, title, text, act }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      {icon}
      <p className={styles.title}>{title}</p>
      <p className={styles.text}>{text}</p>
      {act ? <div className={styles.act}>{act}</div> : null}
    </div>
  );
}
