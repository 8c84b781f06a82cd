import { useCallback, useEffect, useState } from 'react';
import type { Session } from '#shared/program/session.ts';
import { useSetting } from '../../workspace/settings.ts';
import type { CaptureSource } from '../client/capture.ts';
import { isReconnecting } from '../client/connection.ts';
import { TakeDialog } from '../takes/TakeDialog.tsx';
import { Announcer } from './Announcer.tsx';
import { Dock } from './Dock.tsx';
import { Faces } from './Faces.tsx';
import { Invitation } from './Invitation.tsx';
import { ownPlace } from './ownHand.ts';
import type { StagePerson } from './person.ts';
import { ReconnectSteps } from './ReconnectSteps.tsx';
import { RoomCheck } from './RoomCheck.tsx';
import { RoomKeysDialog } from './RoomKeysDialog.tsx';
import type { RoomAct } from './roomKeys.ts';
import { ScreenPicker } from './ScreenPicker.tsx';
import { Showing, type ShownScreen } from './Showing.tsx';
import { StageAudio } from './StageAudio.tsx';
import { useStageRoom } from './StageScope.ts';
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
  const dialogs = useDialogs(airs !== null);
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
    keys: dialogs.keys,
  };
  useStageKeys((asked) => perform[asked](), popOut.page);
  return (
    <>
      {isReconnecting(view.connection) && <ReconnectSteps connection={view.connection} />}
      <Invitation onCheck={dialogs.check} />
      <StageAudio tracks={view.remote.filter(({ track }) => track.kind === 'audio')} />
      <Faces
        sessionId={sessionId}
        session={session}
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
        onCheck={dialogs.check}
        onKeys={dialogs.keys}
        onLeave={onLeave}
      />
      {screen.picker}
      {dialogs.drawn}
      {view.stage && (
        <TakeDialog stage={view.stage} onStage={place?.where === 'stage'} onAct={act} onLeave={onLeave} />
      )}
      <Announcer layoutSaid={layout.said} />
    </>
  );
}

/** The check of one's devices, and the list of the keys. */
function useDialogs(onStage: boolean) {
  const [shown, show] = useState<'check' | 'keys' | null>(null);
  const close = () => show(null);
  return {
    check: () => show('check'),
    keys: () => show('keys'),
    drawn: (
      <>
        {shown === 'check' && <RoomCheck onStage={onStage} onClose={close} />}
        <RoomKeysDialog isOpen={shown === 'keys'} onClose={close} />
      </>
    ),
  };
}

/** Showing a screen: the choice of one, what is shown, and its end. */
function useScreen() {
  const { client, view } = useStageRoom();
  const [picking, setPicking] = useState(false);
  const [shown, setShown] = useState<ShownScreen | null>(null);
  const on = view.screen.kind === 'on';
  const toggle = () => {
    if (on || view.screen.kind === 'starting') void client?.stopScreen();
    else setPicking(true);
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
