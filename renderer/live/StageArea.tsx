import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { assertNever } from '#shared/assertNever.ts';
import type { Moment } from '#shared/program/moment.ts';
import { Button } from '../design/Button.tsx';
import { Spinner } from '../design/Spinner.tsx';
import { useRefusal } from '../i18n/useRefusal.ts';
import type { QuestionView } from '../sync/useQuestions.ts';
import type { CaptureSource } from './capture.ts';
import { isReconnecting } from './connection.ts';
import { Dock } from './Dock.tsx';
import styles from './LiveRoom.module.css';
import { Outside } from './Outside.tsx';
import type { StagePerson } from './person.ts';
import { QuestionNow, type QuestionOrigin } from './QuestionNow.tsx';
import { ReconnectSteps } from './ReconnectSteps.tsx';
import type { Scene } from './roomScene.ts';
import { StageAudio } from './StageAudio.tsx';
import type { StageClient, StageView } from './StageClient.ts';
import { Tiles } from './Tiles.tsx';
import type { BoardActs } from './useBoard.ts';

type Props = {
  readonly scene: Scene;
  readonly view: StageView;
  readonly client: StageClient | null;
  readonly people: readonly StagePerson[];
  readonly ownAccountId: string;
  readonly canSpeak: boolean;
  readonly runs: boolean;
  readonly start: Moment;
  readonly live: QuestionView | null;
  readonly originOf: (question: QuestionView) => QuestionOrigin | null;
  readonly acts: BoardActs;
  readonly moderates: boolean;
  readonly workshopPath: string;
  readonly onToggle: (source: CaptureSource) => void;
  readonly onLeave: () => void;
};

/** The middle of the room: the question above the faces, the dock below, or why there is no stage. */
export function StageArea(props: Props) {
  const { scene, live, acts } = props;
  return (
    <div className={styles.stage}>
      {live && (scene.kind === 'stage' || props.moderates) && (
        <QuestionNow
          key={live.id}
          question={live}
          origin={props.originOf(live)}
          moderates={props.moderates}
          onAnswered={() => acts.answered(live)}
          onTakeBack={() => acts.takeBack(live)}
        />
      )}
      {scene.kind === 'stage' ? <OnAir {...props} /> : <OffAir {...props} />}
    </div>
  );
}

function OnAir({ view, client, people, ownAccountId, canSpeak, onToggle, onLeave }: Props) {
  const onWatched = useCallback(
    (accountId: string, watched: boolean) => client?.watch(accountId, watched),
    [client],
  );
  return (
    <>
      {isReconnecting(view.connection) && <ReconnectSteps connection={view.connection} />}
      <StageAudio tracks={view.remote.filter(({ track }) => track.kind === 'audio')} />
      <Tiles
        people={people}
        lastSpeaker={view.lastSpeaker}
        ownAccountId={ownAccountId}
        onWatched={onWatched}
      />
      <Dock
        sources={canSpeak ? view : null}
        onToggle={onToggle}
        onDevice={(source) => void client?.changeDevice(source)}
        onLeave={onLeave}
      />
    </>
  );
}

function OffAir({ scene, client, runs, start, workshopPath }: Props) {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const [, navigate] = useLocation();
  const back = (words: string) => <Button onPress={() => navigate(workshopPath)}>{words}</Button>;
  switch (scene.kind) {
    case 'stage':
      return null;
    case 'arriving':
      return (
        <div className={styles.arriving}>
          <Spinner label={t('live.scene.arriving')} />
        </div>
      );
    case 'not-open': {
      const text = t(runs ? 'live.scene.notOpen.run' : 'live.scene.notOpen.text');
      return <Outside title={t('live.scene.notOpen.title')} text={text} start={start} />;
    }
    case 'soon':
      return <Outside title={t('live.scene.soon.title')} text={t('live.scene.soon.text')} />;
    case 'ended':
      return (
        <Outside
          title={t('live.scene.ended.title')}
          text={t('live.scene.ended.text')}
          act={back(t('live.scene.ended.back'))}
        />
      );
    case 'elsewhere':
      return (
        <Outside
          title={t('live.scene.elsewhere.title')}
          text={t('live.scene.elsewhere.text')}
          act={
            <Button variant="primary" onPress={() => client?.tryAgain(true)}>
              {t('live.scene.elsewhere.back')}
            </Button>
          }
        />
      );
    case 'removed':
      return (
        <Outside
          title={t('live.scene.removed.title')}
          text={t('live.scene.removed.text')}
          act={back(t('live.scene.backToWorkshop'))}
        />
      );
    case 'refused':
      return (
        <Outside
          title={t('live.scene.refused.title')}
          text={sentence(scene.reason)}
          act={
            <>
              <Button variant="primary" onPress={() => client?.tryAgain(false)}>
                {t('live.scene.refused.again')}
              </Button>
              {back(t('live.scene.backToWorkshop'))}
            </>
          }
        />
      );
    default:
      return assertNever(scene);
  }
}
