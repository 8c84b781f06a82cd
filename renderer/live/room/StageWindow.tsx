import { Mic, MicOff, Pin, PinOff, Undo2, Video, VideoOff } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Airing } from '#shared/live/stage.ts';
import type { Session } from '#shared/program/session.ts';
import { ask } from '../../hub/ipc.ts';
import type { CaptureSource } from '../client/capture.ts';
import { isReconnecting } from '../client/connection.ts';
import { TakeMark } from '../takes/TakeMark.tsx';
import { StageTimer } from '../together/StageTimer.tsx';
import { ReconnectSteps } from './ReconnectSteps.tsx';
import { useStageRoom } from './StageScope.ts';
import styles from './StageWindow.module.css';

type Props = {
  readonly page: Window;
  readonly session: Session;
  /** What one may send from here; `null` in the audience. */
  readonly airs: Airing | null;
  readonly onToggle: (source: CaptureSource) => void;
  readonly onBack: () => void;
  /** The stage as it stands in the main window. */
  readonly children: ReactNode;
};

/** The stage in a window of its own, drawn from the main window (design rule D1). */
export function StageWindow({ page, session, airs, onToggle, onBack, children }: Props) {
  const { t } = useTranslation();
  const { view } = useStageRoom();
  const [onTop, setOnTop] = useState(false);
  const { title } = session;
  useEffect(() => {
    page.document.title = t('stageRoom.window.title', { title });
  }, [page, t, title]);
  const keepOnTop = () => {
    ask('stageWindow.keepOnTop', { onTop: !onTop }).then(
      () => setOnTop(!onTop),
      (error: unknown) => console.warn('the window could not be kept on top', error),
    );
  };
  return createPortal(
    <main className={styles.window} data-theme="dark" aria-label={t('stageRoom.window.title', { title })}>
      {isReconnecting(view.connection) && <ReconnectSteps connection={view.connection} />}
      <Facts session={session} onStage={airs !== null} />
      {children}
      <div className={styles.bar} role="toolbar" aria-label={t('stageRoom.dock.label')}>
        {airs && <Source source="microphone" on={view.microphone.kind === 'on'} onToggle={onToggle} />}
        {airs === 'audio-video' && (
          <Source source="camera" on={view.camera.kind === 'on'} onToggle={onToggle} />
        )}
        <button type="button" aria-pressed={onTop} onClick={keepOnTop}>
          {onTop ? <PinOff aria-hidden="true" /> : <Pin aria-hidden="true" />}
          {t('stageRoom.window.onTop')}
        </button>
        <button type="button" onClick={onBack} data-testid="window-back">
          <Undo2 aria-hidden="true" />
          {t('stageRoom.window.back')}
        </button>
      </div>
    </main>,
    page.document.body,
  );
}

/** What nobody is to miss who sees this window alone: that time runs out, and that it is recorded. */
function Facts({ session, onStage }: Pick<Props, 'session'> & { readonly onStage: boolean }) {
  const { view, act } = useStageRoom();
  const { stage } = view;
  if (stage === null || (stage.timer === null && stage.recording.since === null)) return null;
  return (
    <div className={styles.facts}>
      <StageTimer stage={stage} session={session} runs={false} onStage={onStage} onAct={act} />
      <TakeMark stage={stage} />
    </div>
  );
}

type SourceProps = {
  readonly source: CaptureSource;
  readonly on: boolean;
  readonly onToggle: (source: CaptureSource) => void;
};

const icons = { microphone: { on: Mic, off: MicOff }, camera: { on: Video, off: VideoOff } } as const;
const words = {
  microphone: { on: 'live.dock.micMute', off: 'live.dock.micOn' },
  camera: { on: 'live.dock.cameraOff', off: 'live.dock.cameraOn' },
} as const;

/** Tooltips of ours appear in the main window, so these have the system's. */
function Source({ source, on, onToggle }: SourceProps) {
  const { t } = useTranslation();
  const state = on ? 'on' : 'off';
  const Icon = icons[source][state];
  const label = t(words[source][state]);
  return (
    <button
      type="button"
      data-on={on}
      aria-pressed={on}
      aria-label={label}
      title={label}
      onClick={() => onToggle(source)}
    >
      <Icon aria-hidden="true" />
    </button>
  );
}
