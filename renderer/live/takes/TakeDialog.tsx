import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StageState } from '#shared/live/stage.ts';
import type { StageAct } from '#shared/live/stageActs.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog, DialogText } from '../../design/Dialog.tsx';
import styles from './Takes.module.css';

type Props = {
  readonly stage: Pick<StageState, 'recording'>;
  /** Stands on the stage now; who listens is asked when coming up. */
  readonly onStage: boolean;
  readonly onAct: (act: StageAct) => void;
  readonly onLeave: () => void;
};

/**
 * Asks whoever is on the stage when its recording begins, where the workshop has people agree: agree, stay without
 * being recorded, or leave. It is asked once for each recording; closing it is staying.
 */
export function TakeDialog({ stage, onStage, onAct, onLeave }: Props) {
  const { t } = useTranslation();
  const { since, asks, agreed } = stage.recording;
  const [answered, setAnswered] = useState<number | null>(null);
  const isOpen = onStage && since !== null && asks && !agreed && answered !== since;
  useEffect(() => {
    if (since === null) setAnswered(null);
  }, [since]);
  const stay = (): void => setAnswered(since);
  return (
    <Dialog title={t('takes.ask.title')} isOpen={isOpen} onClose={stay}>
      <DialogText>{t('takes.ask.stage')}</DialogText>
      <div className={styles.choices}>
        <Button variant="quiet" onPress={onLeave}>
          {t('takes.ask.leave')}
        </Button>
        <Button onPress={stay}>{t('takes.ask.stay')}</Button>
        <Button
          variant="primary"
          onPress={() => {
            stay();
            onAct({ kind: 'agree' });
          }}
        >
          {t('takes.ask.agree')}
        </Button>
      </div>
    </Dialog>
  );
}
