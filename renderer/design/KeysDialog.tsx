import { Dialog } from './Dialog.tsx';
import styles from './KeysDialog.module.css';

type Props = {
  readonly title: string;
  /** What each does, and what is written on the keys that do it. */
  readonly keys: readonly { readonly does: string; readonly names: readonly string[] }[];
  readonly wide?: boolean;
  readonly isOpen: boolean;
  readonly onClose: () => void;
};

/** The keys of a part of the app. */
export function KeysDialog({ title, keys, wide = false, isOpen, onClose }: Props) {
  return (
    <Dialog wide={wide} title={title} isOpen={isOpen} onClose={onClose}>
      <dl className={styles.keys}>
        {keys.map(({ does, names }) => (
          <div key={does}>
            <dt>{does}</dt>
            <dd>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
