import { ChevronUp } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../design/IconButton.tsx';
import { Popup } from '../design/Menu.tsx';
import { type CaptureSource, type MediaDevice, readChosenDevices, rememberDevice } from './capture.ts';
import styles from './Dock.module.css';
import { useDevices } from './useDevices.ts';

type Props = {
  /** Changes whenever the list of devices may have. */
  readonly again: string;
  readonly onDevice: (source: CaptureSource) => void;
};

/** The choice of microphone and camera, remembered on this computer. */
export function DeviceMenu({ again, onDevice }: Props) {
  const { t } = useTranslation();
  const devices = useDevices(again);
  const [chosen, setChosen] = useState(readChosenDevices);
  const choose = (source: CaptureSource, id: string) => {
    rememberDevice(source, id);
    setChosen(readChosenDevices());
    onDevice(source);
  };
  return (
    <Popup
      label={t('live.dock.devices')}
      trigger={<IconButton icon={<ChevronUp aria-hidden="true" />} label={t('live.dock.devices')} />}
    >
      <div className={styles.devices}>
        <DeviceChoice
          title={t('live.dock.microphones')}
          none={t('live.dock.noMicrophones')}
          source="microphone"
          devices={devices.microphone}
          chosen={chosen.microphone}
          onChoose={choose}
        />
        <DeviceChoice
          title={t('live.dock.cameras')}
          none={t('live.dock.noCameras')}
          source="camera"
          devices={devices.camera}
          chosen={chosen.camera}
          onChoose={choose}
        />
      </div>
    </Popup>
  );
}

type ChoiceProps = {
  readonly title: string;
  readonly none: string;
  readonly source: CaptureSource;
  readonly devices: readonly MediaDevice[];
  readonly chosen: string | null;
  readonly onChoose: (source: CaptureSource, id: string) => void;
};

function DeviceChoice({ title, none, source, devices, chosen, onChoose }: ChoiceProps) {
  const { t } = useTranslation();
  const current = devices.find(({ id }) => id === chosen) ?? devices[0];
  return (
    <fieldset>
      <legend>{title}</legend>
      {devices.length === 0 && <p>{none}</p>}
      {devices.map((device, index) => (
        <label key={device.id}>
          <input
            type="radio"
            name={source}
            checked={device === current}
            onChange={() => onChoose(source, device.id)}
          />
          {device.label || t('live.dock.unnamed', { number: index + 1 })}
        </label>
      ))}
    </fieldset>
  );
}
