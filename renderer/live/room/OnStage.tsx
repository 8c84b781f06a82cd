import { PictureInPicture2 } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Airing } from '#shared/live/stage.ts';
import type { Session } from '#shared/program/session.ts';
import { Button } from '../../design/Button.tsx';
import { useSetting } from '../../workspace/settings.ts';
import { ReactionsLayer } from '../chat/ReactionsLayer.tsx';
import type { CaptureSource } from '../client/capture.ts';
import { isReconnecting } from '../client/connection.ts';
import { TakeDialog } from '../takes/TakeDialog.tsx';
import { TogetherStage } from '../together/TogetherStage.tsx';
import { Announcer } from './Announcer.tsx';
import { Dock } from './Dock.tsx';
import { Invitation } from './Invitation.tsx';
import styles from './LiveRoom.module.css';
import { ownPlace } from './ownHand.ts';
import type { StagePerson } from './person.ts';
import { ReconnectSteps } from './ReconnectSteps.tsx';
import { RoomKeysDialog } from './RoomKeysDialog.tsx';
import type { RoomAct } from './roomKeys.ts';
import { ScreenPicker } from './ScreenPicker.tsx';
import { Showing, type ShownScreen } from './Showing.tsx';
import { StageAudio } from './StageAudio.tsx';
import { useStageRoom } from './StageScope.ts';
import { StageWindow } from './StageWindow.tsx';
import { Tiles } from './Tiles.tsx';
import { Trouble } from './Trouble.tsx';
import { type PopOut, usePopOut } from './usePopOut.ts';
import { usePushToTalk } from './usePushToTalk.ts';
import { handAct, useLayout } from './useRoomActs.ts';
import { useSaidProblem } from './useSaidProblem.ts';
import { useStageKeys } from './useStageKeys.ts';

type Props = {
  readonly sessionId: string;
  readonly session: Session;
  readonly people: readonly StagePerson[];
  readonly onLeave: () => void;
};

/** The faces, what one does there, and the dock: the room while its stage is open. */
export function OnStage({ sessionId, session, people, onLeave }: Props) {
  const room = useStageRoom();
  const { client, view, act, ownAccountId } = room;
  const place = ownPlace(view.stage, ownAccountId);
  const airs = place?.where === 'stage' ? place.airs : null;
  const layout = useLayout();
  const screen = useScreen();
  const [keys, setKeys] = useState(false);
  const popOut = useStageWindow();
  const [pushToTalk] = useSetting('pushToTalk');
  const [captionsOn, setCaptionsOn] = useSetting('captionsOn');
  const talking = usePushToTalk(pushToTalk && airs !== null ? client : null, popOut.page);
  const toggle = useCallback((source: CaptureSource) => void client?.toggle(source), [client]);
  const hand = () => act(handAct(view, ownAccountId));
  const perform: Readonly<Record<RoomAct, () => void>> = {
    microphone: () => airs && toggle('microphone'),
    camera: () => airs === 'audio-video' && toggle('camera'),
    screen: () => airs === 'audio-video' && screen.toggle(),
    hand: () => place?.where === 'audience' && hand(),
    layout: layout.next,
    pin: () => room.pin(room.pinned === null ? view.lastSpeaker : null),
    captions: () => view.stage?.playing && setCaptionsOn(!captionsOn),
    window: popOut.toggle,
    keys: () => setKeys(true),
  };
  useStageKeys((asked) => perform[asked](), popOut.page);
  return (
    <>
      {isReconnecting(view.connection) && <ReconnectSteps connection={view.connection} />}
      <Invitation />
      <StageAudio tracks={view.remote.filter(({ track }) => track.kind === 'audio')} />
      <Faces
        sessionId={sessionId}
        title={session.title}
        people={people}
        layout={layout}
        popOut={popOut}
        airs={airs}
        onToggle={toggle}
      />
      <Showing shown={screen.shown} />
      <Dock
        place={place}
        choice={layout.choice}
        onChoose={layout.choose}
        popOut={popOut}
        talking={talking}
        onToggle={toggle}
        onScreen={screen.toggle}
        onHand={hand}
        onKeys={() => setKeys(true)}
        onLeave={onLeave}
      />
      {screen.picker}
      <RoomKeysDialog isOpen={keys} onClose={() => setKeys(false)} />
      {view.stage && (
        <TakeDialog stage={view.stage} onStage={place?.where === 'stage'} onAct={act} onLeave={onLeave} />
      )}
      <Announcer layoutSaid={layout.said} />
    </>
  );
}

type FacesProps = {
  readonly sessionId: string;
  readonly title: string;
  readonly people: readonly StagePerson[];
  readonly layout: ReturnType<typeof useLayout>;
  readonly popOut: PopOut;
  readonly airs: Airing | null;
  readonly onToggle: (source: CaptureSource) => void;
};

/** Everybody on the stage, here or in the stage's own window, and what is played beside them. */
function Faces({ sessionId, title, people, layout, popOut, airs, onToggle }: FacesProps) {
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
        <StageWindow page={popOut.page} title={title} airs={airs} onToggle={onToggle} onBack={popOut.toggle}>
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

/** Showing a screen: the choice of one, what is shown, and its end. */
function useScreen() {
  const { client, view } = useStageRoom();
  const [picking, setPicking] = useState(false);
  const [shown, setShown] = useState<ShownScreen | null>(null);
  const on = view.screen.kind === 'on';
  const toggle = () => {
    if (on) void client?.stopScreen();
    else if (view.screen.kind !== 'starting') setPicking(true);
  };
  const picker = picking && (
    <ScreenPicker
      onClose={() => setPicking(false)}
      onChosen={({ name }, sound) => {
        setShown({ name, sound });
        void client?.showScreen(sound);
      }}
    />
  );
  return { toggle, shown, picker };
}

function useStageWindow(): PopOut {
  const { client } = useStageRoom();
  const saidProblem = useSaidProblem();
  const failed = useCallback(() => saidProblem('stageRoom.window.failed'), [saidProblem]);
  const popOut = usePopOut(failed);
  const out = popOut.page !== null;
  useEffect(() => {
    client?.keepShown(out);
  }, [client, out]);
  return popOut;
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
