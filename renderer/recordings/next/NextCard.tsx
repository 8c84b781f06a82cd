import { Play, RotateCcw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockText } from '#shared/program/clockText.ts';
import { Button } from '../../design/Button.tsx';
import { useSetting } from '../../workspace/settings.ts';
import styles from '../Overlays.module.css';
import { type Playing, type PlayingNear, usePlayer } from '../playerContext.ts';
import { useMediaActs } from '../useMediaActs.ts';
import { useEnded } from './useEnded.ts';

/** Seconds until the next talk begins by itself, where that is wanted. */
const COUNT_FROM = 8;

/** At the end of a talk: the next one of its session. */
export function NextCard({ playing: { next } }: { readonly playing: Playing }) {
  return useEnded() && next ? <Card next={next} /> : null;
}

function Card({ next }: { readonly next: PlayingNear }) {
  const { t } = useTranslation();
  const { playNear } = usePlayer();
  const acts = useMediaActs();
  const [autoplay] = useSetting('autoplayNext');
  const [cancelled, setCancelled] = useState(false);
  const counts = autoplay && !cancelled;
  const left = useCountdown(counts, () => playNear(next));
  return (
    <section className={styles.next} aria-label={t('player.next.title')} data-testid="next-card">
      <p className={styles.nextLabel} aria-live="polite">
        {counts ? t('player.next.in', { count: left }) : t('player.next.title')}
      </p>
      <p className={styles.troubleTitle}>{next.title}</p>
      <p>{[...next.speakers, clockText(next.duration)].join(' · ')}</p>
      <div className={styles.acts}>
        <Button variant="primary" icon={<Play aria-hidden />} onPress={() => playNear(next)}>
          {t('player.next.play')}
        </Button>
        {counts ? <Button onPress={() => setCancelled(true)}>{t('player.next.cancel')}</Button> : null}
        <Button
          icon={<RotateCcw aria-hidden />}
          onPress={() => {
            acts.seek(0);
            acts.play();
          }}
        >
          {t('player.next.replay')}
        </Button>
      </div>
    </section>
  );
}

function useCountdown(counts: boolean, act: () => void): number {
  const [left, setLeft] = useState(COUNT_FROM);
  useEffect(() => {
    if (!counts) return undefined;
    const timer = setInterval(() => setLeft((now) => now - 1), 1000);
    return () => clearInterval(timer);
  }, [counts]);
  const isOver = counts && left <= 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it has counted to the end
  useEffect(() => {
    if (isOver) act();
  }, [isOver]);
  return Math.max(0, left);
}
