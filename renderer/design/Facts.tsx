import type { ReactNode } from 'react';
import styles from './Facts.module.css';

/** The column to glance at, beside the one to read. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <aside className={styles.facts}>{children}</aside>;
}

type FactProps = { readonly title: string; readonly children: ReactNode };

/** One thing to know, under its name. */
export function Fact({ title, children }: FactProps) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** Short statements, one below the other. */
export function FactPoints({
  title,
  points,
}: {
  readonly title: string;
  readonly points: readonly string[];
}) {
  if (points.length === 0) return null;
  return (
    <Fact title={title}>
      <ul className={styles.points}>
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </Fact>
  );
}
