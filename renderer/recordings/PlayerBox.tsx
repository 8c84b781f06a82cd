import { MediaActionTypes, useMediaDispatch } from 'media-chrome/react/media-store';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../design/classes.ts';
import { PartTheme } from '../design/partTheme.ts';
import { useSetting } from '../workspace/settings.ts';
import { CaptionLine } from './CaptionLine.tsx';
import { PlayerKeysDialog } from './keys/PlayerKeysDialog.tsx';
import { MiniBar } from './MiniBar.tsx';
import { NextCard } from './next/NextCard.tsx';
import overlays from './Overlays.module.css';
import { Picture } from './Picture.tsx';
import styles from './Player.module.css';
import { PlayerBar } from './PlayerBar.tsx';
import { PlayerTrouble } from './PlayerTrouble.tsx';
import { useMediaSession } from './playback/useMediaSession.ts';
import { type Played, usePlayedRendition } from './playback/usePlayedRendition.ts';
import { useStillOpen } from './playback/useStillOpen.ts';
import { type Playing, usePlayer } from './playerContext.ts';
import type { Span } from './seek/barParts.ts';
import { useHeld } from './seek/useHeld.ts';
import { useIdle } from './useIdle.ts';
import { useMediaActs, useMediaNow, useMediaView } from './useMediaActs.ts';
import { usePlayerKeys } from './usePlayerKeys.ts';
import { useSlotRect } from './useSlotRect.ts';
import { useWidth } from './useWidth.ts';

/** In rem: from here on the bar has room for every control. */
const WIDE = 52;

type Props = { readonly playing: Playing; readonly slot: HTMLElement | null };

/** Picture and controls: over the talk's page where that is open, else small in the corner. */
export function PlayerBox({ playing, slot }: Props) {
  const { t } = useTranslation();
  const { duration, paused } = useMediaNow();
  const { full, pip } = useMediaView();
  const box = useRef<HTMLElement>(null);
  const [keysShown, setKeysShown] = useState(false);
  const played = usePlayedRendition(playing);
  const held = useHeld(played.ref, duration || playing.duration);
  const wide = useWidth(box) >= WIDE;
  const idle = useIdle(full && !paused);
  const isMini = slot === null && !full;
  useSlotRect(box, full ? null : slot);
  useCloseWhenLeft(slot === null);
  useWholeWindow();
  useMediaSession(playing);
  useStillOpen(playing);
  const onKeys = () => setKeysShown(true);
  const onBookmark = () => box.current?.querySelector<HTMLElement>('[data-bookmark] button')?.click();
  usePlayerKeys({ playing, active: slot !== null, onKeys, onBookmark });
  return (
    <PartTheme value="dark">
      <section
        ref={box}
        aria-label={t('player.title')}
        data-theme="dark"
        data-idle={idle || undefined}
        data-mini={isMini || undefined}
        className={classes(
          styles.box,
          isMini && styles.mini,
          full && styles.full,
          isMini && pip && styles.inPip,
        )}
      >
        <PictureArea playing={playing} played={played} held={held} onPage={slot !== null} />
        {isMini ? (
          <MiniBar playing={playing} />
        ) : (
          <PlayerBar playing={playing} held={held} wide={wide} onKeys={onKeys} />
        )}
      </section>
      <PlayerKeysDialog isOpen={keysShown} onClose={() => setKeysShown(false)} />
    </PartTheme>
  );
}

type AreaProps = {
  readonly playing: Playing;
  readonly played: Played;
  readonly held: readonly Span[] | null;
  readonly onPage: boolean;
};

/** The picture with what lies over it. A click plays or pauses; two make it fill the screen. */
function PictureArea({ playing, played, held, onPage }: AreaProps) {
  const { t } = useTranslation();
  const { paused } = useMediaNow();
  const { full } = useMediaView();
  const [captionsOn] = useSetting('captionsOn');
  const acts = useMediaActs();
  const isAudio = played.ref.rendition.kind === 'audio';
  return (
    <div className={styles.picture}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the pointer's way to what the bar's buttons and the keys do */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the same by K and F */}
      <div
        className={styles.screen}
        onClick={paused ? acts.play : acts.pause}
        onDoubleClick={() => acts.fullscreen(!full)}
      >
        <Picture playing={playing} played={played} onPage={onPage} />
      </div>
      {isAudio ? (
        <p className={overlays.note}>{t(played.why === 'here' ? 'player.audioHere' : 'player.audioShown')}</p>
      ) : null}
      {captionsOn ? <CaptionLine contents={playing.contents} /> : null}
      <NextCard playing={playing} />
      <PlayerTrouble played={played} held={held} />
    </div>
  );
}

/** What does not play, and not in a small window of its own either, is closed when its page is left. */
function useCloseWhenLeft(left: boolean): void {
  const { close, video } = usePlayer();
  const leave = useRef((): void => undefined);
  leave.current = () => {
    const isInPip = video !== null && document.pictureInPictureElement === video;
    if (video?.paused && !isInPip && video.readyState > 0) close();
  };
  useEffect(() => {
    if (left) leave.current();
  }, [left]);
}

/** Full screen is the whole window, so that menus, dialogs and messages, which React Aria puts at its end, are in it too. */
function useWholeWindow(): void {
  const dispatch = useMediaDispatch();
  useLayoutEffect(() => {
    const detail = document.documentElement;
    dispatch({ type: MediaActionTypes.FULLSCREEN_ELEMENT_CHANGE_REQUEST, detail });
  }, [dispatch]);
}
