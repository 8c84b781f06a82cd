import { Lock } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlayedTogether } from '#shared/live/playedTogether.ts';
import { Button } from '../../design/Button.tsx';
import { Spinner } from '../../design/Spinner.tsx';
import { usePlayer } from '../../recordings/playerContext.ts';
import { TogetherBox } from './TogetherBox.tsx';
import styles from './TogetherStage.module.css';
import type { TogetherProps } from './togetherProps.ts';
import { useTogetherPlaying } from './useTogetherPlaying.ts';

type Props = TogetherProps & {
  /** The people on the stage: beside a recording while one is played, else everything there is. */
  readonly children: ReactNode;
};

/** A recording that is played to everyone, with the people of the stage beside it. */
export function TogetherStage({ children, ...props }: Props) {
  const { playing } = props.stage;
  return (
    <div className={styles.stage} data-playing={playing !== null}>
      {playing && <Played key={playing.recordingId} {...props} together={playing} />}
      <div className={styles.people}>{children}</div>
    </div>
  );
}

type PlayedProps = TogetherProps & { readonly together: PlayedTogether };

function Played(props: PlayedProps) {
  const { t } = useTranslation();
  const shown = useTogetherPlaying(props.together.recordingId);
  usePauseOwnPlayer();
  if (shown.kind === 'open') return <TogetherBox {...props} playing={shown.playing} talkId={shown.talkId} />;
  if (shown.kind === 'loading') {
    return (
      <div className={styles.notice}>
        <Spinner label={t('together.play.loading')} />
      </div>
    );
  }
  const { together, runs, onAct } = props;
  return (
    <div className={styles.notice} data-testid="together-not-open">
      <Lock aria-hidden="true" />
      <h2>{shown.title ?? t('together.play.untitled')}</h2>
      <p>{t('together.play.notOpen')}</p>
      {runs && (
        <Button onPress={() => onAct({ kind: 'play-stop', run: together.run })}>
          {t('together.play.stop')}
        </Button>
      )}
    </div>
  );
}

/** What this person watched alone stops when something is played to everyone. */
function usePauseOwnPlayer(): void {
  const { video } = usePlayer();
  useEffect(() => {
    video?.pause();
  }, [video]);
}
