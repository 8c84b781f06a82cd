import { CloudOff, Lock, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { clockText } from '#shared/program/clockText.ts';
import { Button } from '../design/Button.tsx';
import { Spinner } from '../design/Spinner.tsx';
import { setSetting } from '../workspace/settings.ts';
import styles from './Overlays.module.css';
import type { Played } from './playback/usePlayedRendition.ts';
import { useStalled } from './playback/useStalled.ts';
import { usePlayer } from './playerContext.ts';
import type { Span } from './seek/barParts.ts';
import { isHeld, nextHeld } from './seek/heldTimes.ts';
import type { Trouble } from './trouble.ts';
import { useMediaNow } from './useMediaActs.ts';
import { usePlayAgain } from './usePlayAgain.ts';

type Props = { readonly played: Played; readonly held: readonly Span[] | null };

const shown = {
  missing: { Icon: CloudOff, words: 'missing', text: 'missingText' },
  'not-released': { Icon: Lock, words: 'notReleased', text: 'notReleasedText' },
  damaged: { Icon: TriangleAlert, words: 'damaged', text: 'damagedText' },
} as const satisfies Record<Trouble, unknown>;

/** Why playing stopped or waits, over the picture, with the ways on. */
export function PlayerTrouble({ played, held }: Props) {
  const { t } = useTranslation();
  const { video } = usePlayer();
  const { currentTime } = useMediaNow();
  const stalled = useStalled(video);
  const isHere = held === null ? undefined : isHeld(held, currentTime);
  const { trouble, playOn } = usePlayAgain(video, { hub: played.ref.hub, stalled, isHere });
  if (trouble === null) return stalled ? <Loading /> : null;
  const { Icon, words, text } = shown[trouble];
  const next = held === null || trouble !== 'missing' ? null : nextHeld(held, currentTime);
  const canHear =
    trouble === 'missing' && played.audioIsHere && played.audio?.rendition !== played.ref.rendition;
  return (
    <div role="alert" className={styles.trouble} data-trouble={trouble}>
      <Icon aria-hidden />
      <p className={styles.troubleTitle}>{t(`player.trouble.${words}`)}</p>
      <p>{t(`player.trouble.${text}`)}</p>
      <div className={styles.acts}>
        {next === null ? null : (
          <Button variant="primary" onPress={() => playOn(next)}>
            {t('player.trouble.next', { time: clockText(next) })}
          </Button>
        )}
        {canHear ? (
          <Button onPress={() => setSetting('audioOnly', true)}>{t('player.trouble.audio')}</Button>
        ) : null}
        {trouble === 'not-released' ? null : (
          <Button onPress={() => playOn()}>{t('player.trouble.retry')}</Button>
        )}
      </div>
    </div>
  );
}

function Loading() {
  const { t } = useTranslation();
  return (
    <div className={styles.loading} data-testid="player-loading">
      <Spinner label={t('player.loading')} />
      <span aria-hidden>{t('player.loading')}</span>
    </div>
  );
}
