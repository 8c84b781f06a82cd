import { Volume1, Volume2, VolumeX } from 'lucide-react';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components/Slider';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../design/IconButton.tsx';
import { useMediaActs, useMediaView } from '../useMediaActs.ts';
import styles from './Bar.module.css';

/** How loud it is; the slider opens under the pointer and with the focus. */
export function VolumeControl() {
  const { t } = useTranslation();
  const { muted, volume } = useMediaView();
  const acts = useMediaActs();
  const heard = muted ? 0 : volume;
  const Icon = heard === 0 ? VolumeX : heard < 0.5 ? Volume1 : Volume2;
  return (
    <div className={styles.volume}>
      <IconButton
        variant="quiet"
        icon={<Icon aria-hidden />}
        label={t(muted ? 'player.unmute' : 'player.mute')}
        shortcut="M"
        onPress={() => acts.mute(!muted)}
      />
      <Slider
        aria-label={t('player.volume')}
        className={styles.volumeSlider ?? ''}
        minValue={0}
        maxValue={1}
        step={0.05}
        value={heard}
        formatOptions={{ style: 'percent' }}
        onChange={(value) => acts.volume(value)}
      >
        <SliderTrack className={styles.volumeTrack ?? ''}>
          <span className={styles.volumeRail}>
            <span style={{ width: `${heard * 100}%` }} />
          </span>
          <SliderThumb className={styles.volumeThumb ?? ''} />
        </SliderTrack>
      </Slider>
    </div>
  );
}
