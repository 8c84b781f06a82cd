import { Gauge } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DownloadSettings } from '#shared/contracts/ipcDownloads.ts';
import { Button } from '../../design/Button.tsx';
import { Popup } from '../../design/Menu.tsx';
import { Switch } from '../../design/Switch.tsx';
import { TextField } from '../../design/TextField.tsx';
import { clockOf, minuteOf, readMegabytes } from './limitFields.ts';
import styles from './Queue.module.css';

type Props = {
  readonly settings: DownloadSettings;
  readonly onSet: (over: Partial<DownloadSettings>) => void;
};

const MEGABYTE = 1_000_000;
const usual = { bytesPerSecond: 2 * MEGABYTE, hours: { from: 22 * 60, to: 7 * 60 } };

/** How fast and when is downloaded. */
export function LimitsPopup(props: Props) {
  const { t } = useTranslation();
  const trigger = (
    <Button small variant="quiet" icon={<Gauge aria-hidden />}>
      {t('downloads.limits')}
    </Button>
  );
  return (
    <Popup label={t('downloads.limits')} trigger={trigger}>
      <Limits {...props} />
    </Popup>
  );
}

function Limits({ settings, onSet }: Props) {
  const { t } = useTranslation();
  const { bytesPerSecond, hours } = settings;
  return (
    <div className={styles.limits}>
      <Switch
        isSelected={bytesPerSecond !== null}
        onChange={(on) => onSet({ bytesPerSecond: on ? usual.bytesPerSecond : null })}
      >
        {t('downloads.limitSpeed')}
      </Switch>
      {bytesPerSecond === null ? null : (
        <SpeedField bytesPerSecond={bytesPerSecond} onSet={(limit) => onSet({ bytesPerSecond: limit })} />
      )}
      <Switch isSelected={hours !== null} onChange={(on) => onSet({ hours: on ? usual.hours : null })}>
        {t('downloads.limitHours')}
      </Switch>
      {hours === null ? null : (
        <div className={styles.hours}>
          {(['from', 'to'] as const).map((end) => (
            <TextField
              key={end}
              type="time"
              label={t(`downloads.${end}`)}
              defaultValue={clockOf(hours[end])}
              onChange={(text) => {
                const minute = minuteOf(text);
                if (minute !== null) onSet({ hours: { ...hours, [end]: minute } });
              }}
            />
          ))}
        </div>
      )}
      <p className={styles.note}>{t('downloads.limitsText')}</p>
    </div>
  );
}

type SpeedProps = { readonly bytesPerSecond: number; readonly onSet: (limit: number) => void };

function SpeedField({ bytesPerSecond, onSet }: SpeedProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(String(bytesPerSecond / MEGABYTE));
  const value = readMegabytes(text);
  return (
    <TextField
      label={t('downloads.megabytes')}
      inputMode="decimal"
      value={text}
      onChange={setText}
      error={value === null ? t('downloads.megabytesError') : null}
      onBlur={() => {
        if (value !== null) onSet(value);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && value !== null) onSet(value);
      }}
    />
  );
}
