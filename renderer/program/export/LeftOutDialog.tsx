import { useTranslation } from 'react-i18next';
import type { LeftOut } from '#shared/program/export/exported.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog, DialogActs, DialogText } from '../../design/Dialog.tsx';
import styles from './LeftOutDialog.module.css';

type Props = {
  readonly leftOut: readonly LeftOut[] | null;
  readonly onClose: () => void;
};

/** Everything that a file could not take, by name, under the reason that it shares. */
export function LeftOutDialog({ leftOut, onClose }: Props) {
  const { t } = useTranslation();
  const groups = [...Map.groupBy(leftOut ?? [], ({ why }) => why)];
  return (
    <Dialog title={t('exports.leftOutTitle')} isOpen={leftOut !== null} onClose={onClose}>
      <div className={styles.groups}>
        {groups.map(([why, rows]) => (
          <section key={why}>
            <DialogText>{t(`exports.whyMany.${why}`)}</DialogText>
            <ul className={styles.list}>
              {rows.map(({ kind, id, title }) => (
                <li key={`${kind} ${id}`}>{title}</li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <DialogActs>
        <Button onPress={onClose}>{t('common.close')}</Button>
      </DialogActs>
    </Dialog>
  );
}
