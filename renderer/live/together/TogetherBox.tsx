import { MediaProvider } from 'media-chrome/react/media-store';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlayedTogether } from '#shared/live/playedTogether.ts';
import { AskForm } from '../../questions/AskForm.tsx';
import { CaptionLine } from '../../recordings/CaptionLine.tsx';
import { PlayerTrouble } from '../../recordings/PlayerTrouble.tsx';
import { usePlayedRendition } from '../../recordings/playback/usePlayedRendition.ts';
import { type Player, PlayerContext, type Playing, usePlayer } from '../../recordings/playerContext.ts';
import { useSetting } from '../../workspace/settings.ts';
import type { Pace } from './InStep.ts';
import { TogetherBar } from './TogetherBar.tsx';
import { TogetherPicture } from './TogetherPicture.tsx';
import styles from './TogetherStage.module.css';
import type { TogetherProps } from './togetherProps.ts';

type Props = TogetherProps & {
  readonly together: PlayedTogether;
  readonly playing: Playing;
  readonly talkId: string | null;
};

/** Picture, captions and controls of what everybody watches; a player of its own beside the window's. */
export function TogetherBox(props: Props) {
  const outer = usePlayer();
  const { playing } = props;
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const player = useMemo<Player>(
    () => ({ ...outer, playing, video, setVideo, board: null }),
    [outer, playing, video],
  );
  return (
    <PlayerContext value={player}>
      <MediaProvider>
        <Box {...props} />
      </MediaProvider>
    </PlayerContext>
  );
}

function Box({ stage, together, playing, talkId, runs, onAct }: Props) {
  const { t } = useTranslation();
  const [captionsOn] = useSetting('captionsOn');
  const [pace, setPace] = useState<Pace>('waiting');
  const [asking, ask] = useState<number | null>(null);
  const played = usePlayedRendition(playing);
  const by = stage.places.find(({ accountId }) => accountId === together.by)?.name ?? null;
  return (
    <section
      className={styles.box}
      aria-label={t('together.play.label')}
      data-testid="together"
      data-pace={pace}
    >
      <div className={styles.screen}>
        <TogetherPicture playing={playing} played={played} together={together} onPace={setPace} />
        {captionsOn && <CaptionLine contents={playing.contents} />}
        {pace === 'catching-up' && (
          <p className={styles.pace} role="status">
            {t('together.play.catchingUp')}
          </p>
        )}
        {/* Jumping to what is here would leave the others. */}
        <PlayerTrouble played={played} held={null} />
      </div>
      <TogetherBar
        together={together}
        playing={playing}
        by={by}
        runs={runs}
        onAct={onAct}
        onAsk={talkId === null ? null : ask}
      />
      {talkId !== null && asking !== null && (
        <AskForm
          talkId={talkId}
          anchor={{ recordingId: together.recordingId, second: asking }}
          onDropAnchor={() => ask(null)}
          onClose={() => ask(null)}
        />
      )}
    </section>
  );
}
