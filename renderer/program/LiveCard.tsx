import { DoorOpen, Radio } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { runsStage } from '#shared/live/stageRules.ts';
import { momentStart } from '#shared/program/momentTime.ts';
import { momentWords, timeWords, weekdayWords } from '#shared/program/momentWords.ts';
import type { Session } from '#shared/program/session.ts';
import type { QuestionView } from '#shared/sync/questionView.ts';
import { classes } from '../design/classes.ts';
import { usePreparedStages } from '../live/client/usePreparedStages.ts';
import { useRows } from '../sync/useRows.ts';
import type { WorkshopEntry } from '../sync/useWorkshops.ts';
import { LinkButton } from '../workspace/LinkButton.tsx';
import { livePath, sessionPath } from '../workspace/routes.ts';
import { CountdownWords } from './CountdownWords.tsx';
import styles from './LiveCard.module.css';
import { type LiveSession, nextLiveSession } from './schedule.ts';
import { useProgramZone } from './useProgramZone.ts';

type Props = {
  readonly workshop: WorkshopEntry;
  readonly now: number;
  readonly questions: readonly QuestionView[];
};

/** The workshop's next live session: when, how long until then, and the way in. */
export function LiveCard({ workshop, now, questions }: Props) {
  const sessions = useRows('session');
  const stages = useRows('stage');
  const live = sessions && stages ? nextLiveSession(sessions, stages, now, workshop.data.zone) : null;
  if (!live) return null;
  const waiting = questions.filter(({ data }) => data.state === 'approved').length;
  return <PreparedCard workshop={workshop} live={live} now={now} waiting={waiting} />;
}

type CardProps = {
  readonly workshop: WorkshopEntry;
  readonly live: LiveSession;
  readonly now: number;
  readonly waiting: number;
};

/** Inside of a workshop, whose hub is at hand. */
function PreparedCard(props: CardProps) {
  usePreparedStages();
  return <LiveSessionCard {...props} />;
}

/** On any page, of any hub's workshop. */
export function LiveSessionCard({ workshop, live, now, waiting }: CardProps) {
  const { t } = useTranslation();
  const { session, phase } = live;
  const start = phase === 'closed' ? momentStart(session.data.start, workshop.data.zone) : null;
  return (
    <article className={styles.card}>
      <span aria-hidden className={classes(styles.pulse, phase !== 'live' && styles.waits)} />
      <div className={styles.text}>
        <p className={classes(styles.dim, phase === 'live' && styles.live)}>
          <When session={session.data} phase={phase} workshop={workshop} />
        </p>
        <h2>
          <Link href={sessionPath(workshop, session.id)}>{session.data.title}</Link>
        </h2>
        {waiting > 0 ? <p className={styles.dim}>{t('program.waiting', { count: waiting })}</p> : null}
      </div>
      {start !== null && start > now ? <CountdownWords at={start} now={now} /> : null}
      <WayIn workshop={workshop} live={live} />
    </article>
  );
}

type WhenProps = {
  readonly session: Session;
  readonly phase: LiveSession['phase'];
  readonly workshop: WorkshopEntry;
};

function When({ session, phase, workshop }: WhenProps) {
  const { t } = useTranslation();
  const { locale, whose } = useProgramZone(workshop);
  if (phase === 'live') return t('program.stageLive');
  if (phase === 'green-room') return t('program.greenRoom');
  if (session.start.kind !== 'instant') {
    const day = momentWords(session.start, locale);
    return day === null ? t('program.timeUnknown') : `${day} · ${t('program.timeUnknownLater')}`;
  }
  const start = Date.parse(session.start.at);
  const until = session.end.kind === 'instant' ? ` – ${timeWords(Date.parse(session.end.at), locale)}` : '';
  return `${weekdayWords(start, locale)} · ${timeWords(start, locale)}${until}, ${whose}`;
}

function WayIn({ workshop, live }: { readonly workshop: WorkshopEntry; readonly live: LiveSession }) {
  const { t } = useTranslation();
  const { role, personId } = workshop.membership;
  // Who came by a pack is told on the page how to take part.
  if (workshop.fromPack) return null;
  const href = livePath(workshop, live.session.id);
  if (live.phase === 'live') {
    return (
      <LinkButton href={href} variant="primary" icon={<Radio aria-hidden />}>
        {t('program.join')}
      </LinkButton>
    );
  }
  if (runsStage(role, personId, live.session.data.chairIds)) {
    return (
      <LinkButton href={href} variant="primary" icon={<DoorOpen aria-hidden />}>
        {t('program.openStage')}
      </LinkButton>
    );
  }
  return (
    <LinkButton href={href} icon={<DoorOpen aria-hidden />}>
      {t('program.enter')}
    </LinkButton>
  );
}
