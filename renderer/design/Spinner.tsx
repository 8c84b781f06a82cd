import styles from './Spinner.module.css';

/** Something is on its way; `label` says what. */
export function Spinner({ label }: { readonly label: string }) {
  return <span role="status" aria-label={label} className={styles.spinner} />;
}
