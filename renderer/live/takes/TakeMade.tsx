import { Film, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { StageRecording } from '#shared/live/stageRecording.ts';
import { Spinner } from '../../design/Spinner.tsx';
import styles from './Takes.module.css';
import { useTakePart } from './useTakePart.ts';

type Props = { readonly made: StageRecording['made']; readonly sessionId: string };

/** What becomes of what was recorded: being put together, there, or not; for who runs the stage. */
export function TakeMade({ made, sessionId }: Props) {
  const { t } = useTranslation();
  const part = useTakePart(sessionId);
  if (made === 'none') return null;
  const words =
    made === 'composing' && part !== null ? t('takes.composingPart', { part }) : t(`takes.${made}`);
  const said = made === 'composing' ? t('takes.composing') : t(`takes.${made}Said`);
  return (
    <span className={styles.made} data-made={made} data-testid="take-made" title={said}>
      {made === 'composing' && <Spinner label={said} />}
      {made === 'done' && <Film aria-hidden="true" />}
      {made === 'failed' && <TriangleAlert aria-hidden="true" />}
      {words}
    </span>
  );
}
