import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { StagePhase } from '#shared/live/stage.ts';
import { may } from '#shared/people/permissions.ts';
import type { Row } from '#shared/sync/rows.ts';
import { EmptyState } from '../design/EmptyState.tsx';
import { PartTheme } from '../design/partTheme.ts';
import { Spinner } from '../design/Spinner.tsx';
import { toast } from '../design/Toast.tsx';
import { useHubSocket } from '../hub/socket.ts';
import { useRefusal } from '../i18n/useRefusal.ts';
import { useRow, useRows } from '../sync/useRows.ts';
import type { WorkshopEntry } from '../sync/useWorkshops.ts';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import { workshopPath } from '../workspace/routes.ts';
import { Announcer } from './Announcer.tsx';
import type { CaptureSource } from './capture.ts';
import { isReconnecting } from './connection.ts';
import styles from './LiveRoom.module.css';
import { Panel } from './Panel.tsx';
import { peopleInAudience, peopleOnStage } from './person.ts';
import { RunControls } from './RunControls.tsx';
import { isOpenFor, sceneOf } from './roomScene.ts';
import { StageArea } from './StageArea.tsx';
import { TopBar } from './TopBar.tsx';
import { useBoard } from './useBoard.ts';
import { useStage } from './useStage.ts';
import { useStageKeys } from './useStageKeys.ts';

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
      <Room key={sessionId} session={session} told={told} workshop={workshop} />
    </PartTheme>
  );
}

type RoomProps = {
  readonly session: Row<'session'>;
  /** The phase that the program tells, known without a place in the room. */
  readonly told: StagePhase;
  readonly workshop: WorkshopEntry;
};

function Room({ session, told, workshop }: RoomProps) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const { role } = workshop.membership;
  const ownId = workshop.hub.account.id;
  const home = workshopPath(workshop);
  const { client, view } = useStage(workshop.id, session.id, ownId);
  const said = useSaidFailure();
  const { board, originOf, acts } = useBoard(session.id, session.data, workshop, said);
  const setPhase = useSetPhase(workshop.id, session.id, said);

  useEffect(() => {
    if (isOpenFor(role, told)) client?.opened();
  }, [client, role, told]);

  const inside = view.connection.kind !== 'waiting' && view.stage !== null;
  const phase = inside && view.stage ? view.stage.phase : told;
  const scene = sceneOf(view.connection, phase, role);
  const people = peopleOnStage(view, ownId);
  const canSpeak = scene.kind === 'stage' && people.some((person) => person.own);
  const toggle = useCallback((source: CaptureSource) => void client?.toggle(source), [client]);
  useStageKeys(canSpeak, toggle);
  const moderates = may(role, 'question.moderate');

  return (
    <main
      className={styles.frame}
      data-theme="dark"
      aria-label={t('live.room', { title: session.data.title })}
    >
      <div className={styles.room}>
        <TopBar
          session={session.data}
          phase={phase}
          audience={scene.kind === 'stage' ? (view.stage?.audience ?? 0) : null}
          quality={scene.kind === 'stage' && !isReconnecting(view.connection) ? view.quality : null}
        >
          {may(role, 'stage.run') && <RunControls phase={phase} onMove={setPhase} />}
        </TopBar>
        <StageArea
          scene={scene}
          view={view}
          client={client}
          people={people}
          ownAccountId={ownId}
          canSpeak={canSpeak}
          runs={may(role, 'stage.run')}
          start={session.data.start}
          live={board.live}
          originOf={originOf}
          acts={acts}
          moderates={moderates}
          workshopPath={home}
          onToggle={toggle}
          onLeave={() => navigate(home)}
        />
        <Panel
          board={board}
          acts={acts}
          originOf={originOf}
          moderates={moderates}
          onStage={people}
          inAudience={peopleInAudience(view.stage)}
          audience={view.stage?.audience ?? 0}
        />
        <Announcer phase={phase} connection={view.connection} />
      </div>
    </main>
  );
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
  return useCallback(
    (phase) => {
      wire.request('stage.setPhase', { workshopId, sessionId, phase }).catch(onFailed);
    },
    [wire, workshopId, sessionId, onFailed],
  );
}
