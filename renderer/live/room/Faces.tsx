import { PictureInPicture2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Airing } from '#shared/live/stage.ts';
import type { Session } from '#shared/program/session.ts';
import { Button } from '../../design/Button.tsx';
import { ReactionsLayer } from '../chat/ReactionsLayer.tsx';
import type { CaptureSource } from '../client/capture.ts';
import { isReconnecting } from '../client/connection.ts';
import { TogetherStage } from '../together/TogetherStage.tsx';
import styles from './LiveRoom.module.css';
import type { StagePerson } from './person.ts';
import { useStageRoom } from './StageScope.ts';
import { StageWindow } from './StageWindow.tsx';
import { Tiles } from './Tiles.tsx';
import { Trouble } from './Trouble.tsx';
import type { PopOut } from './usePopOut.ts';
import type { useLayout } from './useRoomActs.ts';

type Props = {
  readonly sessionId: string;
  readonly session: Session;
  readonly people: readonly StagePerson[];
  readonly layout: Pick<ReturnType<typeof useLayout>, 'choice' | 'choose'>;
  readonly popOut: PopOut;
  readonly airs: Airing | null;
  readonly onToggle: (source: CaptureSource) => void;
};

/** Everybody on the stage, here or in the stage's own window, and what is played beside them. */
export function Faces({ sessionId, session, people, layout, popOut, airs, onToggle }: Props) {
  const { view, act, runs } = useStageRoom();
  const choice = view.stage?.playing ? 'gallery' : layout.choice;
  const tiles = (menus: boolean) => (
    <Tiles people={people} choice={choice} onChoose={layout.choose} menus={menus} />
  );
  return (
    <>
      <div className={styles.faces}>
        <Together onAct={act} runs={runs}>
          {popOut.page ? <Away popOut={popOut} /> : tiles(true)}
        </Together>
        <ReactionsLayer sessionId={sessionId} />
        {!isReconnecting(view.connection) && <Trouble />}
      </div>
      {popOut.page && (
        <StageWindow
          page={popOut.page}
          session={session}
          airs={airs}
          onToggle={onToggle}
          onBack={popOut.toggle}
        >
          {tiles(false)}
        </StageWindow>
      )}
    </>
  );
}

type TogetherProps = Pick<Parameters<typeof TogetherStage>[0], 'onAct' | 'runs' | 'children'>;

function Together(props: TogetherProps) {
  const { stage } = useStageRoom().view;
  return stage ? <TogetherStage stage={stage} {...props} /> : props.children;
}

function Away({ popOut }: { readonly popOut: PopOut }) {
  const { t } = useTranslation();
  return (
    <div className={styles.away}>
      <PictureInPicture2 aria-hidden="true" />
      <h2>{t('stageRoom.window.away')}</h2>
      <p>{t('stageRoom.window.awayText')}</p>
      <Button onPress={popOut.toggle}>{t('stageRoom.window.back')}</Button>
    </div>
  );
}
