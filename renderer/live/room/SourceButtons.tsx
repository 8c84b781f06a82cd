import { Mic, MicOff, MonitorUp, MonitorX, Video, VideoOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Airing } from '#shared/live/stage.ts';
import { IconButton } from '../../design/IconButton.tsx';
import type { CaptureSource } from '../client/capture.ts';
import styles from './Dock.module.css';
import { useStageRoom } from './StageScope.ts';
import { type Standing, useStanding } from './useStanding.ts';

type Props = {
  readonly airs: Airing;
  readonly onToggle: (source: CaptureSource) => void;
  readonly onScreen: () => void;
};

const microphoneWords = {
  off: 'live.dock.micOn',
  starting: 'live.dock.micOn',
  hanging: 'live.dock.micCancel',
  on: 'live.dock.micMute',
} as const satisfies Record<Standing, string>;
const cameraWords = {
  off: 'live.dock.cameraOn',
  starting: 'live.dock.cameraOn',
  hanging: 'live.dock.cameraCancel',
  on: 'live.dock.cameraOff',
} as const satisfies Record<Standing, string>;
const screenWords = {
  off: 'stageRoom.dock.screen',
  starting: 'stageRoom.dock.screen',
  hanging: 'stageRoom.dock.screenCancel',
  on: 'stageRoom.dock.screenStop',
} as const satisfies Record<Standing, string>;

/** Microphone, camera and screen; the last two where pictures may be sent. */
export function SourceButtons({ airs, onToggle, onScreen }: Props) {
  const { t } = useTranslation();
  const { view } = useStageRoom();
  const microphone = useStanding(view.microphone);
  const camera = useStanding(view.camera);
  const screen = useStanding(view.screen);
  return (
    <>
      <IconButton
        className={styles.switch ?? ''}
        icon={microphone === 'on' ? <Mic aria-hidden="true" /> : <MicOff aria-hidden="true" />}
        label={t(microphoneWords[microphone])}
        shortcut="M"
        aria-pressed={microphone === 'on'}
        isDisabled={microphone === 'starting'}
        onPress={() => onToggle('microphone')}
        data-testid="dock-mic"
        data-on={microphone === 'on'}
      />
      {airs === 'audio-video' && (
        <>
          <IconButton
            className={styles.switch ?? ''}
            icon={camera === 'on' ? <Video aria-hidden="true" /> : <VideoOff aria-hidden="true" />}
            label={t(cameraWords[camera])}
            shortcut="V"
            aria-pressed={camera === 'on'}
            isDisabled={camera === 'starting'}
            onPress={() => onToggle('camera')}
            data-testid="dock-camera"
            data-on={camera === 'on'}
          />
          <IconButton
            className={styles.wide ?? ''}
            icon={screen === 'on' ? <MonitorX aria-hidden="true" /> : <MonitorUp aria-hidden="true" />}
            label={t(screenWords[screen])}
            shortcut="S"
            aria-pressed={screen === 'on'}
            isDisabled={screen === 'starting'}
            onPress={onScreen}
            data-testid="dock-screen"
            data-chosen={screen === 'on'}
          />
        </>
      )}
    </>
  );
}
