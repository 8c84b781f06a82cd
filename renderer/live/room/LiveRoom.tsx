import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { Place, StagePhase } from '#shared/live/stage.ts';
import { runsStage, whereOf } from '#shared/live/stageRules.ts';
import type { Row } from '#shared/sync/rows.ts';
import { EmptyState } from '../../design/EmptyState.tsx';
import { PartTheme } from '../../design/partTheme.ts';
import { Spinner } from '../../design/Spinner.tsx';
import { toast } from '../../design/Toast.tsx';
import { useHubSocket } from '../../hub/socket.ts';
import { useRefusal } from '../../i18n/useRefusal.ts';
import { useRow, useRows } from '../../sync/useRows.ts';
import type { WorkshopEntry } from '../../sync/useWorkshops.ts';
import { useWorkshop } from '../../sync/WorkshopScope.tsx';
import { workshopPath } from '../../workspace/routes.ts';
import { CheckGate } from '../check/CheckGate.tsx';
import { isComingIn, isReconnecting } from '../client/connection.ts';
import { useStage } from '../client/useStage.ts';
import { Panel } from '../panel/Panel.tsx';
import { useBoard } from '../panel/useBoard.ts';
import { PlayPicker } from '../together/PlayPicker.tsx';
import { RoomAnnouncer } from './Announcer.tsx';
import styles from './LiveRoom.module.css';
import { onceUnderWay } from './onceUnderWay.ts';
import { ownHand, ownPlace } from './ownHand.ts';
import { peopleOnStage } from './person.ts';
import { RunControls } from './RunControls.tsx';
import { isOpenFor, sceneOf } from './roomScene.ts';
import { StageArea } from './StageArea.tsx';
import { type StageRoom, StageScope } from './StageScope.ts';
import { TopBar } from './TopBar.tsx';
import { useStageAct } from './useRoomActs.ts';

type Props = { readonly sessionId: string };

/** The live room of a session: `/h/:hub/w/:slug/live/:sessionId`. */
export function LiveRoom({ sessionId }: Props) {
  const { t } = useTranslation();
  const session = useRow('session', sessionId);
  const stages = useRows('stage');
  const workshop = useWorkshop();
  if (session === undefined || stages === undefined) {
    return (
      <main className={styles.centre} data-theme="dark">
        <Spinner label={t('live.scene.arriving')} />
      </main>
    );
  }
  if (session === null) {
    return (
      <main className={styles.centre} data-theme="dark">
        <EmptyState title={t('live.scene.missing.title')} text={t('live.scene.missing.text')} />
      </main>
    );
  }
  const told = stages.find(({ data }) => data.sessionId === sessionId)?.data.phase ?? 'closed';
  return (
    <PartTheme value="dark">
      <Entrance key={sessionId} session={session} told={told} workshop={workshop} />
    </PartTheme>
  );
}

type RoomProps = {
  readonly session: Row<'session'>;
  /** The phase that the program tells, known without a place in the room. */
  readonly told: StagePhase;
  readonly workshop: WorkshopEntry;
};

/** Somebody who will be seen and heard looks at their own devices first. */
function Entrance(props: RoomProps) {
  const { role, personId } = props.workshop.membership;
  const runs = runsStage(role, personId, props.session.data.chairIds);
  const asks = whereOf(role, runs) === 'stage' && isOpenFor(role, props.told, runs);
  return (
    <CheckGate asks={asks}>
      <Room {...props} runs={runs} />
    </CheckGate>
  );
}

function Room({ session, told, workshop, runs: chairs }: RoomProps & { readonly runs: boolean }) {
  const { t } = useTranslation();
  const { role } = workshop.membership;
  const ownId = workshop.hub.account.id;
  const { client, view } = useStage(workshop.id, session.id, ownId);
  const said = useSaidFailure();
  const { board, originOf, acts } = useBoard(session.id, workshop, said);
  const setPhase = useSetPhase(workshop.id, session.id, said);
  const inside = view.connection.kind !== 'waiting' && view.stage !== null;
  const phase = inside && view.stage ? view.stage.phase : told;
  const place = ownPlace(view.stage, ownId);
  const runs = place?.runs ?? chairs;
  const room = useRoom({ client, view, ownAccountId: ownId, runs }, place, said);
  const where = place?.where ?? whereOf(role, runs);
  const scene = sceneOf(view.connection, phase, role, runs, where);
  const onStage = scene.kind === 'stage';

  useEffect(() => {
    if (isOpenFor(role, told, runs)) client?.opened();
  }, [client, role, told, runs]);

  return (
    <StageScope value={room}>
      <main
        className={styles.frame}
        data-theme="dark"
        aria-label={t('live.room', { title: session.data.title })}
      >
        <div className={styles.room}>
          <TopBar
            session={session.data}
            phase={phase}
            stage={inside ? view.stage : null}
            audience={onStage ? (view.stage?.audience ?? 0) : null}
            quality={onStage && !isReconnecting(view.connection) ? view.quality : null}
          >
            {runs && <RunControls phase={phase} onMove={setPhase} />}
            {runs && onStage && view.stage && <PlayPicker stage={view.stage} onAct={room.act} />}
          </TopBar>
          <StageArea
            scene={scene}
            sessionId={session.id}
            session={session.data}
            people={peopleOnStage(view, ownId)}
            live={board.live}
            originOf={originOf}
            acts={acts}
            moderates={runs}
            workshopPath={workshopPath(workshop)}
          />
          <Panel
            sessionId={session.id}
            board={board}
            acts={acts}
            originOf={originOf}
            moderates={runs}
            waits={client === null || isComingIn(view.connection)}
          />
          <RoomAnnouncer
            phase={phase}
            where={where}
            connection={view.connection}
            question={onStage ? (board.live?.data.text ?? null) : null}
          />
        </div>
      </main>
    </StageScope>
  );
}

/** What the parts of the room share. */
function useRoom(
  known: Pick<StageRoom, 'client' | 'view' | 'ownAccountId' | 'runs'>,
  place: Place | null,
  onFailed: (error: unknown) => void,
): StageRoom {
  const [pinned, pin] = useState<string | null>(null);
  const invited = (ownHand(known.view.stage, known.ownAccountId)?.invited ?? null) !== null;
  const act = useStageAct(known.client, place, invited, onFailed);
  return { ...known, pinned, pin, act };
}

/** Shows why something did not work: the hub's reason where there is one. */
function useSaidFailure(): (error: unknown) => void {
  const { t } = useTranslation();
  const sentence = useRefusal();
  return useCallback(
    (error: unknown) => {
      console.error('the live room', error);
      const reason = sentence(error instanceof RefusedError ? error.reason : 'hub-error');
      toast({ tone: 'bad', text: t('live.run.failed', { reason }) });
    },
    [t, sentence],
  );
}

function useSetPhase(
  workshopId: string,
  sessionId: string,
  onFailed: (error: unknown) => void,
): (phase: StagePhase) => void {
  const wire = useHubSocket();
  return useMemo(() => {
    const move = onceUnderWay(async (phase: StagePhase) => {
      await wire.request('stage.setPhase', { workshopId, sessionId, phase });
    });
    return (phase) => void move(phase).catch(onFailed);
  }, [wire, workshopId, sessionId, onFailed]);
}
