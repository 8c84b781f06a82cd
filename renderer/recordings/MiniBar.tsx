import { Pause, Play, RotateCcw, RotateCw, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { IconButton } from '../design/IconButton.tsx';
import styles from './Player.module.css';
import { type Playing, usePlayer } from './playerContext.ts';
import { useMediaActs, useMediaNow, useMediaView } from './useMediaActs.ts';

/** The player's controls while another page is open. */
export function MiniBar({ playing }: { readonly playing: Playing }) {
  const { t } = useTranslation();
  const { close } = usePlayer();
  const { paused, currentTime, duration } = useMediaNow();
  const { pip } = useMediaView();
  const acts = useMediaActs();
  return (
    <>
      <div className={styles.miniLine} aria-hidden>
        <span style={{ width: `${duration > 0 ? (currentTime / duration) * 100 : 0}%` }} />
      </div>
      <div className={styles.miniBar}>
        <IconButton
          small
          variant="quiet"
          icon={paused ? <Play aria-hidden /> : <Pause aria-hidden />}
          label={t(paused ? 'player.play' : 'player.pause')}
          onPress={paused ? acts.play : acts.pause}
        />
        <IconButton
          small
          variant="quiet"
          icon={<RotateCcw aria-hidden />}
          label={t('player.back')}
          onPress={() => acts.seek(currentTime - 10)}
        />
        <IconButton
          small
          variant="quiet"
          icon={<RotateCw aria-hidden />}
          label={t('player.forward')}
          onPress={() => acts.seek(Math.min(duration, currentTime + 10))}
        />
        <Link href={playing.path} className={styles.miniTitle ?? ''} title={t('player.mini.toPage')}>
          {playing.title}
          {pip ? <small>{t('player.mini.inPip')}</small> : null}
        </Link>
        <IconButton
          small
          variant="quiet"
          icon={<X aria-hidden />}
          label={t('player.mini.close')}
          onPress={() => {
            if (pip) acts.pip(false);
            close();
          }}
        />
      </div>
    </>
  );
}
