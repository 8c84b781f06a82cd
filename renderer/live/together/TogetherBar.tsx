import { MessageCircleQuestionMark, Pause, Play, Square } from 'lucide-react';
import { useState } from 'react';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components/Slider';
import { useTranslation } from 'react-i18next';
import type { PlayedTogether } from '#shared/live/playedTogether.ts';
import { positionAt } from '#shared/live/playedTogether.ts';
import type { StageAct } from '#shared/live/stageActs.ts';
import { clockText } from '#shared/program/clockText.ts';
import { Button } from '../../design/Button.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { CaptionMenu } from '../../recordings/bar/CaptionMenu.tsx';
import { VolumeControl } from '../../recordings/bar/VolumeControl.tsx';
import type { Playing } from '../../recordings/playerContext.ts';
import { LinkButton } from '../../workspace/LinkButton.tsx';
import styles from './TogetherStage.module.css';
import { useHubSecond } from './useHubSecond.ts';

type Props = {
  readonly together: PlayedTogether;
  readonly playing: Playing;
  /** Who plays it; `null` where that person has left. */
  readonly by: string | null;
  readonly runs: boolean;
  readonly onAct: (act: StageAct) => void;
  /** `null` where it is nobody's talk. */
  readonly onAsk: ((second: number) => void) | null;
};

/** Where the recording is for everybody; to be paused, moved and ended by who runs the stage. */
export function TogetherBar({ together, playing, by, runs, onAct, onAsk }: Props) {
  const { t } = useTranslation();
  const now = useHubSecond(together.paused ? null : together.at - together.position * 1000);
  const second = Math.min(playing.duration, positionAt(together, now));
  const { run, paused } = together;
  const isOver = second >= playing.duration - 0.5;
  const whole = clockText(playing.duration);
  return (
    <div className={styles.bar}>
      <div className={styles.where}>
        {runs && (
          <IconButton
            variant="quiet"
            icon={paused ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
            label={t(paused ? 'together.play.resume' : 'together.play.pause')}
            isDisabled={isOver}
            onPress={() => onAct({ kind: paused ? 'play-resume' : 'play-pause', run })}
            data-testid="together-pause"
          />
        )}
        <Position
          second={second}
          duration={playing.duration}
          onSeek={runs ? (position) => onAct({ kind: 'play-seek', run, position }) : null}
        />
        <span className={styles.time}>
          {clockText(second)} / {whole}
        </span>
        <CaptionMenu contents={playing.contents} />
        <VolumeControl />
      </div>
      <div className={styles.facts}>
        <div className={styles.what}>
          <h2 title={playing.title}>{playing.title}</h2>
          <p>
            {isOver
              ? t('together.play.over')
              : paused
                ? t('together.play.pausedForAll')
                : by === null
                  ? t('together.play.forAll')
                  : t('together.play.by', { name: by })}
          </p>
        </div>
        <div className={styles.acts}>
          {onAsk && (
            <Button
              small
              variant="ask"
              icon={<MessageCircleQuestionMark aria-hidden="true" />}
              onPress={() => onAsk(Math.floor(second))}
            >
              {t('together.play.ask', { time: clockText(second) })}
            </Button>
          )}
          {runs ? (
            <Button
              small
              icon={<Square aria-hidden="true" />}
              onPress={() => onAct({ kind: 'play-stop', run })}
              data-testid="together-stop"
            >
              {t('together.play.stop')}
            </Button>
          ) : (
            <LinkButton href={`${playing.path}?at=${Math.floor(second)}`}>
              {t('together.play.own')}
            </LinkButton>
          )}
        </div>
      </div>
    </div>
  );
}

type PositionProps = {
  readonly second: number;
  readonly duration: number;
  readonly onSeek: ((second: number) => void) | null;
};

/** Seeking is asked of the hub once, when the thumb is let go. */
function Position({ second, duration, onSeek }: PositionProps) {
  const { t } = useTranslation();
  const [dragged, setDragged] = useState<number | null>(null);
  const shown = dragged ?? second;
  return (
    <Slider
      aria-label={t('together.play.position')}
      className={styles.slider ?? ''}
      minValue={0}
      maxValue={duration}
      step={1}
      value={shown}
      isDisabled={onSeek === null}
      onChange={setDragged}
      onChangeEnd={(to) => {
        setDragged(null);
        onSeek?.(to);
      }}
    >
      <SliderTrack className={styles.track ?? ''}>
        <span className={styles.rail}>
          <span style={{ width: `${(shown / duration) * 100}%` }} />
        </span>
        <SliderThumb className={onSeek ? (styles.thumb ?? '') : 'visually-hidden'}>
          <output className="visually-hidden">{clockText(shown)}</output>
        </SliderThumb>
      </SliderTrack>
    </Slider>
  );
}
