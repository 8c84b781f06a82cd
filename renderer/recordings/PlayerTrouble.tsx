import { CloudOff, Lock, TriangleAlert } from 'lucide-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/Button.tsx';
import styles from './Player.module.css';
import type { Trouble } from './trouble.ts';
import { usePlayAgain } from './usePlayAgain.ts';

type Props = { readonly video: RefObject<HTMLVideoElement | null>; readonly hub: string };

const shown = {
  missing: { Icon: CloudOff, words: 'missing', text: 'missingText' },
  'not-released': { Icon: Lock, words: 'notReleased', text: 'notReleasedText' },
  damaged: { Icon: TriangleAlert, words: 'damaged', text: 'damagedText' },
} as const satisfies Record<Trouble, unknown>;

/** Why playing stopped, over the picture, with the way on. */
export function PlayerTrouble({ video, hub }: Props) {
  const { t } = useTranslation();
  const { trouble, playOn } = usePlayAgain(video, hub);
  if (trouble === null) return null;
  const { Icon, words, text } = shown[trouble];
  return (
    <div role="alert" className={styles.trouble} data-trouble={trouble}>
      <Icon aria-hidden />
      <p className={styles.troubleTitle}>{t(`recordings.errors.${words}`)}</p>
      <p>{t(`recordings.errors.${text}`)}</p>
      {trouble === 'not-released' ? null : <Button onPress={playOn}>{t('recordings.errors.retry')}</Button>}
    </div>
  );
}
