import { Keyboard, SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/Button.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { Popup } from '../../design/Menu.tsx';
import { Switch } from '../../design/Switch.tsx';
import { useSetting } from '../../workspace/settings.ts';
import {
  type CaptureSource,
  type MediaDevice,
  readChosenDevices,
  rememberDevice,
} from '../client/capture.ts';
import { readNoiseSuppression, rememberNoiseSuppression } from '../client/remembered.ts';
import type { Saving } from '../client/stageControl.ts';
import { useDevices } from '../client/useDevices.ts';
import styles from './Dock.module.css';
import { useStageRoom } from './StageScope.ts';
import { useSpeakers } from './useSpeakers.ts';

type Props = {
  /** Who is on the stage, or invited to it, chooses what is sent. */
  readonly sends: boolean;
  readonly onCheck: () => void;
  readonly onKeys: () => void;
};

const savings: readonly Saving[] = ['off', 'data', 'audio-only'];

/** Devices, how one is heard, and what is received; all remembered on this computer. */
export function DeviceMenu({ sends, onCheck, onKeys }: Props) {
  const { t } = useTranslation();
  const label = t('stageRoom.dock.more');
  return (
    <Popup
      label={label}
      trigger={
        <IconButton
          className={styles.wide ?? ''}
          icon={<SlidersHorizontal aria-hidden="true" />}
          label={label}
          data-testid="dock-devices"
        />
      }
    >
      <div className={styles.choices}>
        {sends && <Own />}
        <Speakers />
        <SavingChoice />
        <div className={styles.acts}>
          <Button
            slot="close"
            small
            variant="quiet"
            icon={<SlidersHorizontal aria-hidden="true" />}
            onPress={onCheck}
            data-testid="dock-check"
          >
            {t('check.devices')}
          </Button>
          <Button slot="close" small variant="quiet" icon={<Keyboard aria-hidden="true" />} onPress={onKeys}>
            {t('stageRoom.dock.keys')}
            <kbd>?</kbd>
          </Button>
        </div>
      </div>
    </Popup>
  );
}

function Own() {
  const { t } = useTranslation();
  const { client, view } = useStageRoom();
  const devices = useDevices(`${view.microphone.kind} ${view.camera.kind}`);
  const [chosen, setChosen] = useState(readChosenDevices);
  const [pushToTalk, setPushToTalk] = useSetting('pushToTalk');
  const [noise, setNoise] = useState(readNoiseSuppression);
  const choose = (source: CaptureSource) => (id: string) => {
    rememberDevice(source, id);
    setChosen(readChosenDevices());
    void client?.changeDevice(source);
  };
  const suppress = (on: boolean) => {
    rememberNoiseSuppression(on);
    setNoise(on);
    void client?.changeDevice('microphone');
  };
  const push = (on: boolean) => {
    setPushToTalk(on);
    if (on && view.microphone.kind === 'on') void client?.toggle('microphone');
  };
  return (
    <>
      <DeviceChoice
        title={t('live.dock.microphones')}
        none={t('live.dock.noMicrophones')}
        devices={devices.microphone}
        chosen={chosen.microphone}
        onChoose={choose('microphone')}
      />
      <Switch isSelected={noise} onChange={suppress}>
        {t('stageRoom.dock.noise')}
      </Switch>
      <Switch isSelected={pushToTalk} onChange={push}>
        <span>
          {t('stageRoom.dock.pushToTalk')}
          <small>{t('stageRoom.dock.pushToTalkSaid')}</small>
        </span>
      </Switch>
      <DeviceChoice
        title={t('live.dock.cameras')}
        none={t('live.dock.noCameras')}
        devices={devices.camera}
        chosen={chosen.camera}
        onChoose={choose('camera')}
      />
    </>
  );
}

function Speakers() {
  const { t } = useTranslation();
  const [speaker, setSpeaker] = useSetting('stageSpeaker');
  return (
    <DeviceChoice
      title={t('stageRoom.dock.speaker')}
      none={t('stageRoom.dock.noSpeakers')}
      devices={useSpeakers()}
      chosen={speaker}
      onChoose={setSpeaker}
    />
  );
}

function SavingChoice() {
  const { t } = useTranslation();
  const { client, view } = useStageRoom();
  return (
    <fieldset>
      <legend>{t('stageRoom.saving.label')}</legend>
      {savings.map((saving) => (
        <label key={saving}>
          <input
            type="radio"
            name="saving"
            checked={view.saving === saving}
            onChange={() => client?.setSaving(saving)}
          />
          <span>
            {t(`stageRoom.saving.${saving}`)}
            <small>{t(`stageRoom.saving.${saving}Said`)}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

type ChoiceProps = {
  readonly title: string;
  readonly none: string;
  readonly devices: readonly MediaDevice[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
};

function DeviceChoice({ title, none, devices, chosen, onChoose }: ChoiceProps) {
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
            name={title}
            checked={device === current}
            onChange={() => onChoose(device.id)}
          />
          <span>{device.label || t('live.dock.unnamed', { number: index + 1 })}</span>
        </label>
      ))}
    </fieldset>
  );
}
