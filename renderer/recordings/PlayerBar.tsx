import {
  Maximize,
  MessageCircleQuestionMark,
  Minimize,
  Pause,
  PictureInPicture2,
  Play,
  RectangleHorizontal,
  RotateCcw,
  RotateCw,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { clockText } from '#shared/program/clockText.ts';
import { Button } from '../design/Button.tsx';
import { IconButton } from '../design/IconButton.tsx';
import { BookmarkButton } from '../notes/BookmarkButton.tsx';
import { useSetting } from '../workspace/settings.ts';
import styles from './bar/Bar.module.css';
import { CaptionMenu } from './bar/CaptionMenu.tsx';
import { MoreMenu } from './bar/MoreMenu.tsx';
import { SpeedMenu } from './bar/SpeedMenu.tsx';
import { VolumeControl } from './bar/VolumeControl.tsx';
import { type Playing, usePlayer } from './playerContext.ts';
import { SeekBar } from './SeekBar.tsx';
import type { Span } from './seek/barParts.ts';
import { useMediaActs, useMediaNow, useMediaView } from './useMediaActs.ts';

type Props = {
  readonly playing: Playing;
  readonly held: readonly Span[] | null;
  /** Room for every control. */
  readonly wide: boolean;
  readonly onKeys: () => void;
};

/** The player's controls on the talk's page. */
export function PlayerBar({ playing, held, wide, onKeys }: Props) {
  const { currentTime, duration } = useMediaNow();
  const chapter = playing.contents.chapters.findLast(({ start }) => start <= currentTime);
  return (
    <div className={styles.bar} data-player-bar>
      <SeekBar playing={playing} held={held} />
      <div className={styles.row}>
        <Transport />
        <VolumeControl />
        <span className={styles.time}>
          {clockText(currentTime)} <span>/ {clockText(duration || playing.duration)}</span>
        </span>
        <span className={styles.chapterName} title={chapter?.title}>
          {chapter?.title}
        </span>
        <AskButton />
        <span className={styles.bookmark} data-bookmark>
          <BookmarkButton playing={playing} />
        </span>
        <SpeedMenu />
        <CaptionMenu contents={playing.contents} />
        <MoreMenu playing={playing} withView={!wide} onKeys={onKeys} />
        <ViewControls wide={wide} />
      </div>
    </div>
  );
}

function Transport() {
  const { t } = useTranslation();
  const { currentTime, duration, paused } = useMediaNow();
  const acts = useMediaActs();
  return (
    <>
      <IconButton
        variant="quiet"
        icon={paused ? <Play aria-hidden /> : <Pause aria-hidden />}
        label={t(paused ? 'player.play' : 'player.pause')}
        shortcut="K"
        onPress={paused ? acts.play : acts.pause}
      />
      <IconButton
        variant="quiet"
        icon={<RotateCcw aria-hidden />}
        label={t('player.back')}
        shortcut="J"
        onPress={() => acts.seek(currentTime - 10)}
      />
      <IconButton
        variant="quiet"
        icon={<RotateCw aria-hidden />}
        label={t('player.forward')}
        shortcut="L"
        onPress={() => acts.seek(Math.min(duration, currentTime + 10))}
      />
    </>
  );
}

function AskButton() {
  const { t } = useTranslation();
  const ask = usePlayer().board?.ask;
  const { currentTime } = useMediaNow();
  const { full } = useMediaView();
  const acts = useMediaActs();
  if (!ask) return null;
  return (
    <Button
      variant="ask"
      icon={<MessageCircleQuestionMark aria-hidden />}
      aria-label={t('player.askAt', { time: clockText(currentTime) })}
      onPress={() => {
        if (full) acts.fullscreen(false);
        ask(currentTime);
      }}
    >
      <span className={styles.askWords}>{t('player.ask', { time: clockText(currentTime) })}</span>
      <kbd>Q</kbd>
    </Button>
  );
}

function ViewControls({ wide }: { readonly wide: boolean }) {
  const { t } = useTranslation();
  const { full, pip } = useMediaView();
  const [theatre, setTheatre] = useSetting('theatre');
  const acts = useMediaActs();
  return (
    <>
      {wide ? (
        <IconButton
          variant="quiet"
          icon={<PictureInPicture2 aria-hidden />}
          label={t(pip ? 'player.exitPip' : 'player.pip')}
          shortcut="P"
          onPress={() => acts.pip(!pip)}
        />
      ) : null}
      {wide && !full ? (
        <IconButton
          variant="quiet"
          icon={<RectangleHorizontal aria-hidden />}
          label={t(theatre ? 'player.exitTheatre' : 'player.theatre')}
          shortcut="T"
          onPress={() => setTheatre(!theatre)}
        />
      ) : null}
      <IconButton
        variant="quiet"
        icon={full ? <Minimize aria-hidden /> : <Maximize aria-hidden />}
        label={t(full ? 'player.exitFullscreen' : 'player.fullscreen')}
        shortcut="F"
        onPress={() => acts.fullscreen(!full)}
      />
    </>
  );
}
