import { Label } from 'react-aria-components/Label';
import { ProgressBar } from 'react-aria-components/ProgressBar';
import styles from './ImportPage.module.css';

/** How far something is, drawn and said. */
export function ProgressLine(props: {
  readonly label: string;
  readonly value: number;
  readonly most: number;
}) {
  const { label, value, most } = props;
  return (
    <ProgressBar value={value} maxValue={most} className={styles.progress ?? ''}>
      {({ percentage = 0, valueText }) => (
        <>
          <div className={styles.progressWords}>
            <Label>{label}</Label>
            <span>{valueText}</span>
          </div>
          <div className={styles.progressBar}>
            <div style={{ inlineSize: `${percentage}%` }} />
          </div>
        </>
      )}
    </ProgressBar>
  );
}
