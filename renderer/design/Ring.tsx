import styles from './Spinner.module.css';

const RADIUS = 8;
const AROUND = 2 * Math.PI * RADIUS;

/** How far something is, 0 to 1. The number in words stands beside it. */
export function Ring({ value, label }: { readonly value: number; readonly label: string }) {
  const part = Math.min(1, Math.max(0, value));
  return (
    <svg
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(part * 100)}
      className={styles.ring}
      viewBox="0 0 20 20"
    >
      <circle cx="10" cy="10" r={RADIUS} />
      <circle
        className={styles.done}
        cx="10"
        cy="10"
        r={RADIUS}
        strokeDasharray={AROUND}
        strokeDashoffset={AROUND * (1 - part)}
      />
    </svg>
  );
}
