import { useMediaSelector } from 'media-chrome/react/media-store';
import {
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components/Slider';
import { useTranslation } from 'react-i18next';
import { clockText } from '#shared/program/clockText.ts';
import { type Playing, usePlayer } from './playerContext.ts';
import { BarMarks } from './seek/BarMarks.tsx';
import { chapterSpans, type Span } from './seek/barParts.ts';
import { heldPart } from './seek/heldTimes.ts';
import { Rail } from './seek/Rail.tsx';
import styles from './seek/SeekBar.module.css';
import { SeekTip } from './seek/SeekTip.tsx';
import { useMediaActs, useMediaNow } from './useMediaActs.ts';

/** One press of an arrow key, in seconds, as everywhere in the player. */
const ARROW = 5;

type Props = { readonly playing: Playing; readonly held: readonly Span[] | null };

/** The position in the recording: chapters, what is here of it, where people asked; a look at what is under the pointer. */
export function SeekBar({ playing, held }: Props) {
  const { t } = useTranslation();
  const { board } = usePlayer();
  const { currentTime, duration } = useMediaNow();
  const buffered = useMediaSelector((state) => state.mediaBuffered) ?? [];
  const acts = useMediaActs();
  const [pointed, setPointed] = useState<number | null>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const whole = duration || playing.duration;
  const { contents, ref } = playing;
  const spans = useMemo(() => chapterSpans(contents.chapters, whole), [contents.chapters, whole]);
  const shown = dragged ?? Math.min(currentTime, whole);
  const looked = dragged ?? pointed;
  const chapterOf = (second: number) =>
    spans.findLast(({ start }) => start <= second && contents.chapters.length > 0)?.title ?? null;
  const isPartly = held !== null && heldPart(held, whole) < 0.999;
  const onKeyDown = (event: KeyboardEvent) => {
    const way = arrowWay(event);
    if (way === 0) return;
    event.preventDefault();
    event.stopPropagation();
    acts.seek(Math.min(whole, currentTime + way * ARROW));
  };
  const chapter = chapterOf(shown);
  const place = { time: clockText(shown), whole: clockText(whole) };
  const said = chapter === null ? t('player.position', place) : t('player.positionIn', { ...place, chapter });
  const input = useSpoken(
    isPartly
      ? `${said}. ${t('player.heldPart', { percent: Math.floor(heldPart(held, whole) * 100) })}`
      : said,
  );
  return (
    <Slider
      aria-label={t('player.seek')}
      className={styles.seek ?? ''}
      minValue={0}
      maxValue={whole}
      step={0.1}
      value={shown}
      onChange={setDragged}
      onChangeEnd={(second) => {
        setDragged(null);
        acts.seek(second);
      }}
    >
      <div
        onPointerMove={(event: PointerEvent) => {
          const { left, width } = event.currentTarget.getBoundingClientRect();
          setPointed(Math.min(1, Math.max(0, (event.clientX - left) / width)) * whole);
        }}
        onPointerLeave={() => setPointed(null)}
        onKeyDownCapture={onKeyDown}
      >
        <SliderTrack className={styles.track ?? ''}>
          <Rail
            spans={spans}
            duration={whole}
            second={shown}
            pointed={looked}
            held={isPartly ? held : null}
            buffered={buffered.map(([start, end]) => ({ start, end }))}
          />
          <SliderThumb className={styles.thumb ?? ''} inputRef={input} />
          {board ? <BarMarks board={board} recordingId={ref.recordingId} duration={whole} /> : null}
          {looked === null ? null : (
            <SeekTip playing={playing} second={looked} part={looked / whole} chapter={chapterOf(looked)} />
          )}
        </SliderTrack>
      </div>
    </Slider>
  );
}

function arrowWay({ key, ctrlKey, altKey }: KeyboardEvent): 1 | -1 | 0 {
  if (ctrlKey || altKey || !key.startsWith('Arrow')) return 0;
  return key === 'ArrowRight' || key === 'ArrowUp' ? 1 : -1;
}

/** React Aria says the bare number of seconds; this says it in words. */
function useSpoken(words: string): RefObject<HTMLInputElement | null> {
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => input.current?.setAttribute('aria-valuetext', words));
  return input;
}
