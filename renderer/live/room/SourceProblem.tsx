import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/Button.tsx';
import type { SourceState } from '../client/sourceState.ts';
import styles from './Dock.module.css';

type Props = {
  readonly source: 'microphone' | 'camera' | 'screen';
  readonly state: SourceState;
  readonly onRetry: () => void;
};

/** Says why there is no microphone, camera or screen, and what to do about it. */
export function SourceProblem({ source, state, onRetry }: Props) {
  const { t } = useTranslation();
  if (state.kind !== 'failed') return null;
  return (
    <div className={styles.problem} role="alert" data-problem={state.problem}>
      <TriangleAlert aria-hidden="true" />
      <span>{t(`live.problem.${source}.${state.problem}`)}</span>
      <Button small onPress={onRetry}>
        {t('live.problem.tryAgain')}
      </Button>
    </div>
  );
}
