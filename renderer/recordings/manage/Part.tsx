import { type ReactNode, useId } from 'react';
import styles from './Manage.module.css';

type Props = { readonly title: string; readonly acts?: ReactNode; readonly children: ReactNode };

/** One thing about a recording, under its name, with what can be done about it beside the name. */
export function Part({ title, acts, children }: Props) {
  const id = useId();
  return (
    <section className={styles.part} aria-labelledby={id}>
      <div className={styles.partHead}>
        <h3 id={id}>{title}</h3>
        {acts ? <div className={styles.partActs}>{acts}</div> : null}
      </div>
      {children}
    </section>
  );
}
