import styles from './Queue.module.css';

type Props = {
  /** 0 to 1. */
  readonly part: number;
  readonly label: string;
  readonly state: 'running' | 'still' | 'failed';
};

/** How far something is, as a line. The number in words stands beside it. */
export function Bar({ part, label, state }: Props) {
  const percent = Math.min(100, Math.max(0, part * 100));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(percent)}
      className={styles.bar}
      data-state={state}
    >
      <div style={{ transform: `scaleX(${percent / 100})` }} />
    </div>
  );
}
