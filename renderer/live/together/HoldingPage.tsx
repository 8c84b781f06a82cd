import { CircleCheck, Play, SlidersHorizontal } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { clockText } from '#shared/program/clockText.ts';
import type { Session } from '#shared/program/session.ts';
import type { Row } from '#shared/sync/rows.ts';
import { Button } from '../../design/Button.tsx';
import { PersonFace } from '../../people/PersonFace.tsx';
import type { Speaker, TalkEntry } from '../../program/talkEntries.ts';
import { AnswerLink } from '../../questions/AnswerLink.tsx';
import { useDownload } from '../../recordings/downloads.ts';
import { recordingStatus } from '../../recordings/recordingStatus.ts';
import { StatusWords } from '../../recordings/StatusWords.tsx';
import { renditionOf } from '../../recordings/useRecordingActs.ts';
import { useProgramNow } from '../../sync/useProgramNow.ts';
import type { QuestionView } from '../../sync/useQuestions.ts';
import { useWorkshop } from '../../sync/WorkshopScope.tsx';
import { recordingPath } from '../../workspace/routes.ts';
import { DeviceCheck } from '../check/DeviceCheck.tsx';
import { Countdown } from './Countdown.tsx';
import styles from './HoldingPage.module.css';
import { useHolding } from './useHolding.ts';

type Props = {
  readonly scene: 'not-open' | 'soon' | 'ended';
  readonly sessionId: string;
  readonly session: Session;
  readonly runs: boolean;
  readonly onBack: () => void;
};

/** In place of a stage that is not on: what comes, who speaks, what there is to watch; afterwards, what stays. */
export function HoldingPage(props: Props) {
  const { t } = useTranslation();
  const [checking, setChecking] = useState(false);
  if (checking) {
    return (
      <DeviceCheck title={t('check.devices')} done={t('check.done')} onDone={() => setChecking(false)} />
    );
  }
  return (
    <div className={styles.page} data-testid={`holding-${props.scene}`}>
      <div className={styles.inner}>
        {props.scene === 'ended' ? (
          <Ended onBack={props.onBack} />
        ) : (
          <Before {...props} onCheck={() => setChecking(true)} />
        )}
        <Meanwhile {...props} />
      </div>
    </div>
  );
}

function Before({ scene, session, runs, onCheck }: Props & { readonly onCheck: () => void }) {
  const { t } = useTranslation();
  const text =
    scene === 'soon'
      ? t('live.scene.soon.text')
      : t(runs ? 'live.scene.notOpen.run' : 'live.scene.notOpen.text');
  return (
    <header className={styles.head}>
      {scene === 'not-open' && <Countdown start={session.start} />}
      <h2>{t(scene === 'soon' ? 'live.scene.soon.title' : 'live.scene.notOpen.title')}</h2>
      <p>{text}</p>
      <Button icon={<SlidersHorizontal aria-hidden="true" />} onPress={onCheck} data-testid="check-devices">
        {t('check.devices')}
      </Button>
    </header>
  );
}

function Ended({ onBack }: Pick<Props, 'onBack'>) {
  const { t } = useTranslation();
  return (
    <header className={styles.head}>
      <h2>{t('live.scene.ended.title')}</h2>
      <p>{t('live.scene.ended.text')}</p>
      <Button variant="primary" onPress={onBack}>
        {t('live.scene.ended.back')}
      </Button>
    </header>
  );
}

function Meanwhile({ scene, sessionId, session }: Props) {
  const { t } = useTranslation();
  const holding = useHolding(sessionId);
  if (!holding) return null;
  const { talks, watchable, recorded, answered } = holding;
  const ended = scene === 'ended';
  const showsProgram = !ended && talks.length > 0;
  const watches = watchable.length > 0 || recorded !== null;
  if (!showsProgram && !watches && !(ended && answered.length > 0)) return null;
  return (
    <div className={styles.parts}>
      {showsProgram && (
        <Part title={t('together.holding.program')}>
          {talks.map((entry, index) => (
            <Coming key={entry.talk.id} entry={entry} first={index === 0} />
          ))}
        </Part>
      )}
      {ended && answered.length > 0 && (
        <Part title={t('together.holding.answered')}>
          {answered.map((question) => (
            <Answered key={question.id} question={question} />
          ))}
        </Part>
      )}
      {watches && (
        <Part title={t(ended ? 'together.holding.recordings' : 'together.holding.meanwhile')}>
          {recorded && <Watchable {...recorded} title={session.title} />}
          {watchable.map(
            ({ talk, speakers, recording, contents }) =>
              recording && (
                <Watchable
                  key={talk.id}
                  {...{ recording, contents }}
                  title={talk.data.title}
                  by={names(speakers)}
                />
              ),
          )}
        </Part>
      )}
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h3>{title}</h3>
      <ul>{children}</ul>
    </section>
  );
}

const names = (speakers: readonly Speaker[]) => speakers.map(({ name }) => name).join(', ');

function Coming({
  entry: { talk, speakers },
  first,
}: {
  readonly entry: TalkEntry;
  readonly first: boolean;
}) {
  const { t } = useTranslation();
  return (
    <li className={styles.coming}>
      <span className={styles.faces}>
        {speakers.slice(0, 3).map(({ personId, name, photo }) => (
          <PersonFace key={personId} name={name} photo={photo} size="small" />
        ))}
      </span>
      <span className={styles.what}>
        {first && <small className={styles.first}>{t('together.holding.first')}</small>}
        <strong>{talk.data.title}</strong>
        <small>{speakers.length > 0 ? names(speakers) : t('together.holding.speakersUnknown')}</small>
      </span>
    </li>
  );
}

const MINUTE = 60_000;

type WatchableProps = Pick<TalkEntry, 'contents'> & {
  readonly title: string;
  readonly by?: string;
  readonly recording: Row<'recording'>;
};

function Watchable({ title, by, recording, contents }: WatchableProps) {
  const workshop = useWorkshop();
  const now = useProgramNow(MINUTE);
  const download = useDownload(renditionOf(workshop.hub.fingerprint, contents));
  const status = recordingStatus(recording.data, contents?.data ?? null, download, now, workshop.data.zone);
  return (
    <li>
      <Link href={recordingPath(workshop, recording.data.of)} className={styles.watch ?? ''}>
        <Play aria-hidden="true" />
        <span className={styles.what}>
          <strong>{title}</strong>
          <small>
            {by}
            <span className={styles.length}>{clockText(recording.data.duration)}</span>
            <StatusWords status={status} />
          </small>
        </span>
      </Link>
    </li>
  );
}

function Answered({ question }: { readonly question: QuestionView }) {
  return (
    <li className={styles.coming}>
      <CircleCheck aria-hidden="true" />
      <span className={styles.what}>
        <span>{question.data.text}</span>
        {question.answer && <AnswerLink answer={question.answer} />}
      </span>
    </li>
  );
}
