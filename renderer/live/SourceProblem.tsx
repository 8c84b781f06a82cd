import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/Button.tsx';
import type { CaptureSource } from './capture.ts';
import styles from './Dock.module.css';
import type { SourceState } from './Publisher.ts';

type Props = {
  readonly source: CaptureSource;
  readonly state: SourceState;
  readonly onRetry: (source: CaptureSource) => void;
};

/** Says why there is no microphone or camera and what to do about it. */
export function SourceProblem({ source, state, onRetry }: Props) {
  const { t } = useTranslation();
  if (state.kind !== 'failed') return null;
  return (
    <div className={styles.problem} role="alert" data-problem={state.problem}>
      <TriangleAlert aria-hidden="true" />
      <span>{t(`live.problem.${source}.${state.problem}`)}</span>
      <Button small onPress={() => onRetry(source)}>
        {t('live.problem.tryAgain')}
      </Button>
    </div>
  );
}
