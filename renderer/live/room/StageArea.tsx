import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { assertNever } from '#shared/assertNever.ts';
import type { Session } from '#shared/program/session.ts';
import { Button } from '../../design/Button.tsx';
import { Spinner } from '../../design/Spinner.tsx';
import { useRefusal } from '../../i18n/useRefusal.ts';
import type { QuestionView } from '../../sync/useQuestions.ts';
import { Consent } from '../check/Consent.tsx';
import { QuestionNow, type QuestionOrigin } from '../panel/QuestionNow.tsx';
import type { BoardActs } from '../panel/useBoard.ts';
import { HoldingPage } from '../together/HoldingPage.tsx';
import styles from './LiveRoom.module.css';
import { OnStage } from './OnStage.tsx';
import { Outside } from './Outside.tsx';
import type { StagePerson } from './person.ts';
import type { Scene } from './roomScene.ts';
import { useStageRoom } from './StageScope.ts';

type Props = {
  readonly scene: Scene;
  readonly sessionId: string;
  readonly session: Session;
  readonly people: readonly StagePerson[];
  readonly live: QuestionView | null;
  readonly originOf: (question: QuestionView) => QuestionOrigin | null;
  readonly acts: BoardActs;
  readonly moderates: boolean;
  readonly workshopPath: string;
};

/** The middle of the room: the question above the faces, the dock below, or why there is no stage. */
export function StageArea(props: Props) {
  const { scene, live, acts } = props;
  const [, navigate] = useLocation();
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
      {scene.kind === 'stage' ? (
        <OnStage
          sessionId={props.sessionId}
          session={props.session}
          people={props.people}
          onLeave={() => navigate(props.workshopPath)}
        />
      ) : (
        <OffAir {...props} />
      )}
    </div>
  );
}

function OffAir({ scene, sessionId, session, workshopPath }: Props) {
  const { t } = useTranslation();
  const { client, runs } = useStageRoom();
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
    case 'not-open':
    case 'soon':
    case 'ended':
      return (
        <HoldingPage
          scene={scene.kind}
          sessionId={sessionId}
          session={session}
          runs={runs}
          onBack={() => navigate(workshopPath)}
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
    case 'consent':
      return <Consent onAgree={() => client?.tryAgain(false, true)} onBack={() => navigate(workshopPath)} />;
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
