import { Pause, Play, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { IconButton } from '../design/IconButton.tsx';
import styles from './Player.module.css';
import { type Playing, usePlayer } from './playerContext.ts';
import { useMediaActs, useMediaNow } from './useMediaActs.ts';

/** The player's controls while another page is open. */
export function MiniBar({ playing }: { readonly playing: Playing }) {
  const { t } = useTranslation();
  const { close } = usePlayer();
  const { paused } = useMediaNow();
  const acts = useMediaActs();
  return (
    <div className={styles.miniBar}>
      <IconButton
        small
        variant="quiet"
        icon={paused ? <Play aria-hidden /> : <Pause aria-hidden />}
        label={t(paused ? 'recordings.play' : 'recordings.pause')}
        onPress={paused ? acts.play : acts.pause}
      />
      <Link href={playing.path} className={styles.miniTitle ?? ''} title={t('recordings.toTalk')}>
        {playing.title}
      </Link>
      <IconButton
        small
        variant="quiet"
        icon={<X aria-hidden />}
        label={t('recordings.closePlayer')}
        onPress={close}
      />
    </div>
  );
}
