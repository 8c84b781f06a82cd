import { Minus, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/Button.tsx';
import { classes } from '../../design/classes.ts';
import { IconButton } from '../../design/IconButton.tsx';
import { Popup } from '../../design/Menu.tsx';
import { useSetting } from '../../workspace/settings.ts';
import { FASTEST, nextSpeed, SLOWEST, SPEEDS } from '../playback/speeds.ts';
import bar from './Bar.module.css';
import styles from './Panel.module.css';

/** How fast it plays, the voice's pitch kept; remembered for every recording. */
export function SpeedMenu() {
  const { t } = useTranslation();
  const [speed, setSpeed] = useSetting('playbackRate');
  const words = t('player.speedValue', { speed });
  return (
    <Popup
      label={t('player.speed')}
      trigger={
        <Button variant="quiet" className={bar.speed ?? ''} aria-label={`${t('player.speed')}: ${words}`}>
          {words}
        </Button>
      }
    >
      <div className={styles.panel}>
        <div className={styles.stepper}>
          <IconButton
            icon={<Minus aria-hidden />}
            label={t('player.slower')}
            shortcut="<"
            isDisabled={speed <= SLOWEST}
            onPress={() => setSpeed(nextSpeed(speed, -1))}
          />
          <output aria-live="polite">{words}</output>
          <IconButton
            icon={<Plus aria-hidden />}
            label={t('player.faster')}
            shortcut=">"
            isDisabled={speed >= FASTEST}
            onPress={() => setSpeed(nextSpeed(speed, 1))}
          />
        </div>
        <fieldset className={styles.speeds} aria-label={t('player.speed')}>
          {SPEEDS.map((value) => (
            <button
              key={value}
              type="button"
              aria-pressed={value === speed}
              className={classes(styles.chip, value === speed && styles.chosen)}
              onClick={() => setSpeed(value)}
            >
              {t('player.speedValue', { speed: value })}
            </button>
          ))}
        </fieldset>
      </div>
    </Popup>
  );
}
