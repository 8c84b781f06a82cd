import { Mic, MicOff, MonitorUp, MonitorX, Video, VideoOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Airing } from '#shared/live/stage.ts';
import { IconButton } from '../../design/IconButton.tsx';
import type { CaptureSource } from '../client/capture.ts';
import styles from './Dock.module.css';
import { useStageRoom } from './StageScope.ts';

type Props = {
  readonly airs: Airing;
  readonly onToggle: (source: CaptureSource) => void;
  readonly onScreen: () => void;
};

/** Microphone, camera and screen; the last two where pictures may be sent. */
export function SourceButtons({ airs, onToggle, onScreen }: Props) {
  const { t } = useTranslation();
  const { view } = useStageRoom();
  const mic = view.microphone.kind === 'on';
  const camera = view.camera.kind === 'on';
  const screen = view.screen.kind === 'on';
  return (
    <>
      <IconButton
        className={styles.switch ?? ''}
        icon={mic ? <Mic aria-hidden="true" /> : <MicOff aria-hidden="true" />}
        label={t(mic ? 'live.dock.micMute' : 'live.dock.micOn')}
        shortcut="M"
        aria-pressed={mic}
        isDisabled={view.microphone.kind === 'starting'}
        onPress={() => onToggle('microphone')}
        data-testid="dock-mic"
        data-on={mic}
      />
      {airs === 'audio-video' && (
        <>
          <IconButton
            className={styles.switch ?? ''}
            icon={camera ? <Video aria-hidden="true" /> : <VideoOff aria-hidden="true" />}
            label={t(camera ? 'live.dock.cameraOff' : 'live.dock.cameraOn')}
            shortcut="V"
            aria-pressed={camera}
            isDisabled={view.camera.kind === 'starting'}
            onPress={() => onToggle('camera')}
            data-testid="dock-camera"
            data-on={camera}
          />
          <IconButton
            className={styles.wide ?? ''}
            icon={screen ? <MonitorX aria-hidden="true" /> : <MonitorUp aria-hidden="true" />}
            label={t(screen ? 'stageRoom.dock.screenStop' : 'stageRoom.dock.screen')}
            shortcut="S"
            aria-pressed={screen}
            isDisabled={view.screen.kind === 'starting'}
            onPress={onScreen}
            data-testid="dock-screen"
            data-chosen={screen}
          />
        </>
      )}
    </>
  );
}
