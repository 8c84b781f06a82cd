import {
  Captions,
  CaptionsOff,
  Maximize,
  MessageCircleQuestionMark,
  Minimize,
  Pause,
  PictureInPicture2,
  Play,
  RotateCcw,
  RotateCw,
  Volume2,
  VolumeX,
} from 'lucide-react';
import { useMediaSelector } from 'media-chrome/react/media-store';
import { useTranslation } from 'react-i18next';
import { clockText } from '#shared/program/clockText.ts';
import { Button } from '../design/Button.tsx';
import { IconButton } from '../design/IconButton.tsx';
import { Menu } from '../design/Menu.tsx';
import { useSetting } from '../workspace/settings.ts';
import styles from './Player.module.css';
import { type Playing, usePlayer } from './playerContext.ts';
import { SeekBar } from './SeekBar.tsx';
import { useMediaActs, useMediaNow } from './useMediaActs.ts';

const RATES = [0.75, 1, 1.25, 1.5, 1.75, 2];

/** The player's controls on the talk's page. */
export function PlayerBar({ playing }: { readonly playing: Playing }) {
  const { t } = useTranslation();
  const { board } = usePlayer();
  const { currentTime, duration, paused } = useMediaNow();
  const acts = useMediaActs();
  const chapter = playing.contents.chapters.findLast(({ start }) => start <= currentTime);
  return (
    <div className={styles.bar}>
      <SeekBar playing={playing} />
      <div className={styles.row}>
        <IconButton
          variant="quiet"
          icon={paused ? <Play aria-hidden /> : <Pause aria-hidden />}
          label={t(paused ? 'recordings.play' : 'recordings.pause')}
          shortcut="K"
          onPress={paused ? acts.play : acts.pause}
        />
        <IconButton
          variant="quiet"
          icon={<RotateCcw aria-hidden />}
          label={t('recordings.back')}
          shortcut="J"
          onPress={() => acts.seek(currentTime - 10)}
        />
        <IconButton
          variant="quiet"
          icon={<RotateCw aria-hidden />}
          label={t('recordings.forward')}
          shortcut="L"
          onPress={() => acts.seek(currentTime + 10)}
        />
        <span className={styles.time}>
          {clockText(currentTime)} <span>/ {clockText(duration)}</span>
        </span>
        <span className={styles.chapterName} title={chapter?.title}>
          {chapter?.title}
        </span>
        {board ? (
          <Button
            variant="ask"
            icon={<MessageCircleQuestionMark aria-hidden />}
            aria-label={t('recordings.askAt', { time: clockText(currentTime) })}
            onPress={() => board.ask(currentTime)}
          >
            {t('recordings.ask', { time: clockText(currentTime) })}
            <kbd>Q</kbd>
          </Button>
        ) : null}
        <ViewControls />
      </div>
    </div>
  );
}

function ViewControls() {
  const { t } = useTranslation();
  const muted = useMediaSelector((state) => state.mediaMuted) ?? false;
  const full = useMediaSelector((state) => state.mediaIsFullscreen) ?? false;
  const pip = useMediaSelector((state) => state.mediaIsPip) ?? false;
  const [rate, setRate] = useSetting('playbackRate');
  const [captionsOn, setCaptions] = useSetting('captionsOn');
  const acts = useMediaActs();
  return (
    <>
      <Menu
        label={t('recordings.rate')}
        entries={RATES.map((value) => ({
          id: String(value),
          label: t('recordings.rateValue', { rate: value }),
          act: () => setRate(value),
        }))}
      >
        <Button variant="quiet" className={styles.rate ?? ''} aria-label={t('recordings.rate')}>
          {t('recordings.rateValue', { rate })}
        </Button>
      </Menu>
      <IconButton
        variant="quiet"
        icon={muted ? <VolumeX aria-hidden /> : <Volume2 aria-hidden />}
        label={t(muted ? 'recordings.unmute' : 'recordings.mute')}
        shortcut="M"
        onPress={() => acts.mute(!muted)}
      />
      <IconButton
        variant="quiet"
        icon={captionsOn ? <Captions aria-hidden /> : <CaptionsOff aria-hidden />}
        label={t('recordings.captions')}
        shortcut="C"
        aria-pressed={captionsOn}
        onPress={() => setCaptions(!captionsOn)}
      />
      <IconButton
        variant="quiet"
        icon={<PictureInPicture2 aria-hidden />}
        label={t('recordings.pip')}
        onPress={() => acts.pip(!pip)}
      />
      <IconButton
        variant="quiet"
        icon={full ? <Minimize aria-hidden /> : <Maximize aria-hidden />}
        label={t(full ? 'recordings.exitFullscreen' : 'recordings.fullscreen')}
        shortcut="F"
        onPress={() => acts.fullscreen(!full)}
      />
    </>
  );
}
