import { CircleDot, Square } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StageState } from '#shared/live/stage.ts';
import type { StageAct } from '#shared/live/stageActs.ts';
import { ConfirmDialog } from '../../design/ConfirmDialog.tsx';
import { BarButton } from '../room/BarButton.tsx';
import { TakeMade } from './TakeMade.tsx';
import { TakeMark } from './TakeMark.tsx';
import styles from './Takes.module.css';

type Props = {
  readonly stage: StageState;
  /** Runs the stage, and so starts and stops its recording. */
  readonly runs: boolean;
  readonly onAct: (act: StageAct) => void;
};

/** The mark for everybody; who runs the stage starts and stops its recording here, and sees what becomes of it. */
export function TakeControl({ stage, runs, onAct }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<'start' | 'stop' | null>(null);
  const { recording, phase } = stage;
  const recorded = recording.since !== null;
  const startText = [t('takes.confirmStart.text'), recording.asks && t('takes.confirmStart.asks')];
  // A green room is among those who meet there, and is not recorded.
  const mayStart = phase === 'live';
  return (
    <>
      <TakeMark stage={stage} />
      {runs && !recorded && <TakeMade made={recording.made} sessionId={stage.sessionId} />}
      {runs && recorded && (
        <BarButton
          yieldsFirst
          icon={<Square aria-hidden="true" className={styles.stop} />}
          words={t('takes.stop')}
          said={t('takes.stopSaid')}
          onPress={() => setAsking('stop')}
        />
      )}
      {runs && !recorded && mayStart && (
        <BarButton
          icon={<CircleDot aria-hidden="true" className={styles.start} />}
          words={t('takes.start')}
          said={t('takes.startSaid')}
          aria-label={t('takes.startSaid')}
          onPress={() => setAsking('start')}
        />
      )}
      <ConfirmDialog
        title={t('takes.confirmStart.title')}
        text={startText.filter(Boolean).join(' ')}
        act={t('takes.confirmStart.act')}
        isOpen={asking === 'start'}
        onConfirm={() => onAct({ kind: 'start-recording' })}
        onClose={() => setAsking(null)}
      />
      <ConfirmDialog
        title={t('takes.confirmStop.title')}
        text={t('takes.confirmStop.text')}
        act={t('takes.confirmStop.act')}
        isOpen={asking === 'stop'}
        onConfirm={() => onAct({ kind: 'stop-recording' })}
        onClose={() => setAsking(null)}
      />
    </>
  );
}
