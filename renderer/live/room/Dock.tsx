import { ArrowDownToLine, LogOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Place } from '#shared/live/stage.ts';
import { Button } from '../../design/Button.tsx';
import { useSetting } from '../../workspace/settings.ts';
import type { CaptureSource } from '../client/capture.ts';
import { DeviceMenu } from './DeviceMenu.tsx';
import styles from './Dock.module.css';
import { HandButton } from './HandButton.tsx';
import { LayoutMenu } from './LayoutMenu.tsx';
import { ownHand } from './ownHand.ts';
import { ReactButton } from './ReactButton.tsx';
import { SourceButtons } from './SourceButtons.tsx';
import { SourceProblem } from './SourceProblem.tsx';
import { useStageRoom } from './StageScope.ts';
import type { LayoutChoice } from './tileLayout.ts';
import type { PopOut } from './usePopOut.ts';

type Props = {
  /** The own place; `null` before the hub has told it. */
  readonly place: Place | null;
  readonly choice: LayoutChoice;
  readonly onChoose: (choice: LayoutChoice) => void;
  readonly popOut: PopOut;
  /** Space is held, and so one is heard. */
  readonly talking: boolean;
  readonly onToggle: (source: CaptureSource) => void;
  readonly onScreen: () => void;
  readonly onHand: () => void;
  readonly onCheck: () => void;
  readonly onKeys: () => void;
  readonly onLeave: () => void;
};

/** What one does on a stage or in its audience, and the way out. */
export function Dock(props: Props) {
  const { t } = useTranslation();
  const { view, act, ownAccountId } = useStageRoom();
  const [pushToTalk] = useSetting('pushToTalk');
  const { place, choice, onChoose, popOut, onToggle } = props;
  const airs = place?.where === 'stage' ? place.airs : null;
  const invited = (ownHand(view.stage, ownAccountId)?.invited ?? null) !== null;
  const heard = props.talking && view.microphone.kind === 'on';
  return (
    <>
      {airs && (
        <SourceProblem source="microphone" state={view.microphone} onRetry={() => onToggle('microphone')} />
      )}
      {airs === 'audio-video' && (
        <>
          <SourceProblem source="camera" state={view.camera} onRetry={() => onToggle('camera')} />
          <SourceProblem source="screen" state={view.screen} onRetry={props.onScreen} />
        </>
      )}
      {airs && pushToTalk && (
        <p className={styles.hold} data-talking={heard}>
          {t(heard ? 'stageRoom.dock.talking' : 'stageRoom.dock.holdSpace')}
        </p>
      )}
      <div className={styles.dock} role="toolbar" aria-label={t('stageRoom.dock.label')}>
        {airs && <SourceButtons airs={airs} onToggle={onToggle} onScreen={props.onScreen} />}
        {place?.where === 'audience' && <HandButton onHand={props.onHand} />}
        <ReactButton />
        <LayoutMenu choice={choice} onChoose={onChoose} popOut={popOut} />
        <DeviceMenu sends={airs !== null || invited} onCheck={props.onCheck} onKeys={props.onKeys} />
        {place?.guest && place.where === 'stage' && (
          <Button icon={<ArrowDownToLine aria-hidden="true" />} onPress={() => act({ kind: 'step-down' })}>
            {t('stageRoom.dock.stepDown')}
          </Button>
        )}
        <Button
          variant="danger"
          className={styles.leave ?? ''}
          icon={<LogOut aria-hidden="true" />}
          onPress={props.onLeave}
          data-testid="dock-leave"
        >
          {t('live.dock.leave')}
        </Button>
      </div>
    </>
  );
}
