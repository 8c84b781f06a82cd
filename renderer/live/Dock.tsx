import { LogOut, Mic, MicOff, Video, VideoOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/Button.tsx';
import { IconButton } from '../design/IconButton.tsx';
import type { CaptureSource } from './capture.ts';
import { DeviceMenu } from './DeviceMenu.tsx';
import styles from './Dock.module.css';
import type { SourceState } from './Publisher.ts';
import { SourceProblem } from './SourceProblem.tsx';

type Props = {
  /** Both `null` in the audience, which is only there to see and hear. */
  readonly sources: { readonly microphone: SourceState; readonly camera: SourceState } | null;
  readonly onToggle: (source: CaptureSource) => void;
  readonly onDevice: (source: CaptureSource) => void;
  readonly onLeave: () => void;
};

/** Microphone, camera, the choice of both, and the way out. */
export function Dock({ sources, onToggle, onDevice, onLeave }: Props) {
  const { t } = useTranslation();
  return (
    <>
      {sources && (
        <>
          <SourceProblem source="microphone" state={sources.microphone} onRetry={onToggle} />
          <SourceProblem source="camera" state={sources.camera} onRetry={onToggle} />
        </>
      )}
      <div className={styles.dock} role="toolbar" aria-label={t('live.dock.label')}>
        {sources && (
          <>
            <Microphone state={sources.microphone} onToggle={onToggle} />
            <Camera state={sources.camera} onToggle={onToggle} />
            <DeviceMenu again={`${sources.microphone.kind} ${sources.camera.kind}`} onDevice={onDevice} />
          </>
        )}
        <Button
          variant="danger"
          className={styles.leave ?? ''}
          icon={<LogOut aria-hidden="true" />}
          onPress={onLeave}
          data-testid="dock-leave"
        >
          {t('live.dock.leave')}
        </Button>
      </div>
    </>
  );
}

type SwitchProps = { readonly state: SourceState; readonly onToggle: (source: CaptureSource) => void };

function Microphone({ state, onToggle }: SwitchProps) {
  const { t } = useTranslation();
  const on = state.kind === 'on';
  return (
    <IconButton
      className={styles.switch ?? ''}
      icon={on ? <Mic aria-hidden="true" /> : <MicOff aria-hidden="true" />}
      label={t(on ? 'live.dock.micMute' : 'live.dock.micOn')}
      shortcut="M"
      aria-pressed={on}
      isDisabled={state.kind === 'starting'}
      onPress={() => onToggle('microphone')}
      data-testid="dock-mic"
      data-on={on}
    />
  );
}

function Camera({ state, onToggle }: SwitchProps) {
  const { t } = useTranslation();
  const on = state.kind === 'on';
  return (
    <IconButton
      className={styles.switch ?? ''}
      icon={on ? <Video aria-hidden="true" /> : <VideoOff aria-hidden="true" />}
      label={t(on ? 'live.dock.cameraOff' : 'live.dock.cameraOn')}
      shortcut="V"
      aria-pressed={on}
      isDisabled={state.kind === 'starting'}
      onPress={() => onToggle('camera')}
      data-testid="dock-camera"
      data-on={on}
    />
  );
}
