import { useTranslation } from 'react-i18next';
import type { MediaDevice } from '../client/capture.ts';
import styles from './Check.module.css';

type Props = {
  readonly label: string;
  readonly none: string;
  readonly devices: readonly MediaDevice[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
};

/** One device of those there are. */
export function DeviceSelect({ label, none, devices, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const current = devices.find(({ id }) => id === chosen) ?? devices[0];
  return (
    <label className={styles.select}>
      <span>{label}</span>
      <select
        value={current?.id ?? ''}
        disabled={devices.length === 0}
        onChange={({ target }) => onChoose(target.value)}
      >
        {devices.length === 0 && <option value="">{none}</option>}
        {devices.map(({ id, label: name }, index) => (
          <option key={id} value={id}>
            {name || t('live.dock.unnamed', { number: index + 1 })}
          </option>
        ))}
      </select>
    </label>
  );
}
