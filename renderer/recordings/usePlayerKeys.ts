import { useEffect, useRef } from 'react';
import { assertNever } from '#shared/assertNever.ts';
import { setSetting, useSetting } from '../workspace/settings.ts';
import { isOwnKey, type PlayerAct, playerAct } from './keys/playerKeys.ts';
import { nextSpeed } from './playback/speeds.ts';
import { type Playing, usePlayer } from './playerContext.ts';
import { chapterAfter, chapterBefore } from './seek/barParts.ts';
import { useMediaActs, useMediaView } from './useMediaActs.ts';

/** Recordings have 24 to 30 pictures a second; one step shows another picture of any of them. */
const FRAME = 1 / 25;
const LOUDER = 0.05;

type Options = {
  readonly playing: Playing;
  /** Its talk's page is open. */
  readonly active: boolean;
  readonly onKeys: () => void;
  readonly onBookmark: () => void;
};

/** The keys of the player, while its page is open and nobody is typing. */
export function usePlayerKeys({ playing, active, onKeys, onBookmark }: Options): void {
  const perform = usePerform({ playing, onKeys, onBookmark });
  const run = useRef(perform);
  run.current = perform;
  useEffect(() => {
    if (!active) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const act = playerAct(event);
      if (!act || isOwnKey(event.target instanceof Element ? event.target : null, event.key)) return;
      if (event.repeat && !['skip', 'frame', 'volume'].includes(act.act)) return;
      event.preventDefault();
      run.current(act);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [active]);
}

type Perform = Omit<Options, 'active'>;

function usePerform({ playing, onKeys, onBookmark }: Perform): (act: PlayerAct) => void {
  const { video, board, playNear } = usePlayer();
  const { muted, volume, full, pip } = useMediaView();
  const [captionsOn] = useSetting('captionsOn');
  const [theatre] = useSetting('theatre');
  const [speed] = useSetting('playbackRate');
  const acts = useMediaActs();
  const leaveFull = () => {
    if (full) acts.fullscreen(false);
  };
  return (asked) => {
    if (!video) return;
    const { currentTime } = video;
    const duration = Number.isFinite(video.duration) ? video.duration : 0;
    switch (asked.act) {
      case 'toggle':
        return video.paused ? acts.play() : acts.pause();
      case 'skip':
        return acts.seek(Math.min(duration, currentTime + asked.by));
      case 'part':
        return acts.seek(duration * asked.part);
      case 'end':
        return acts.seek(duration);
      case 'frame':
        return video.paused ? acts.seek(currentTime + asked.way * FRAME) : undefined;
      case 'speed':
        return setSetting('playbackRate', nextSpeed(speed, asked.way));
      case 'volume':
        return acts.volume((muted ? 0 : volume) + asked.way * LOUDER);
      case 'chapter':
        return toChapter(asked.way, currentTime);
      case 'mute':
        return acts.mute(!muted);
      case 'captions':
        return setSetting('captionsOn', !captionsOn);
      case 'full':
        return acts.fullscreen(!full);
      case 'theatre':
        leaveFull();
        return setSetting('theatre', !theatre);
      case 'pip':
        return acts.pip(!pip);
      case 'next':
        return playing.next ? playNear(playing.next) : undefined;
      case 'ask':
        leaveFull();
        return board?.ask?.(currentTime);
      case 'note':
        leaveFull();
        return board?.openNotes();
      case 'bookmark':
        return onBookmark();
      case 'keys':
        return onKeys();
      default:
        return assertNever(asked);
    }
  };

  function toChapter(way: 1 | -1, second: number): void {
    const { chapters } = playing.contents;
    const chapter = way === 1 ? chapterAfter(chapters, second) : chapterBefore(chapters, second);
    if (chapter) acts.seek(chapter.start);
  }
}
