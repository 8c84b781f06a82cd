import { Ban, DoorOpen, MessageCircleQuestionMark } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { runsStage } from '#shared/live/stageRules.ts';
import { timeWords } from '#shared/program/momentWords.ts';
import { Banner } from '../design/Banner.tsx';
import { EmptyState } from '../design/EmptyState.tsx';
import { Fact, Facts } from '../design/Facts.tsx';
import { Tag } from '../design/Tag.tsx';
import { PersonFace } from '../people/PersonFace.tsx';
import { ManageLink } from '../recordings/manage/ManageLink.tsx';
import { DownloadProgram } from '../recordings/queue/DownloadProgram.tsx';
import { SessionControl } from '../recordings/SessionControl.tsx';
import { SessionRecording } from '../recordings/SessionRecording.tsx';
import { useProgramNow } from '../sync/useProgramNow.ts';
import { useQuestions } from '../sync/useQuestions.ts';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import { CopyLink } from '../workspace/CopyLink.tsx';
import { LinkButton } from '../workspace/LinkButton.tsx';
import { Page, PageLoading } from '../workspace/Page.tsx';
import { boardPath, livePath, sessionPath } from '../workspace/routes.ts';
import { Crumb } from './Crumb.tsx';
import styles from './DetailPage.module.css';
import { EditButton } from './edit/EditButton.tsx';
import { PendingEdit } from './edit/PendingEdit.tsx';
import { Markdown } from './Markdown.tsx';
import { NotHere } from './NotHere.tsx';
import { isOn } from './nowNext.ts';
import { PersonLink } from './PersonLinks.tsx';
import { Phases } from './Phases.tsx';
import { TrackWords } from './PlaceWords.tsx';
import { type ProgramEntry, sessionWhen, talkWhen } from './programEntries.ts';
import { questionCounts } from './questionCounts.ts';
import { StateTags } from './StateTags.tsx';
import { TalkRow } from './TalkRow.tsx';
import { type Program, useProgram } from './useProgram.ts';
import { useProgramZone } from './useProgramZone.ts';
import { WhenWords } from './WhenWords.tsx';

type SessionEntry = Extract<ProgramEntry, { of: 'session' }>;

/** A session: when and where, who chairs it, its talks, and the ways into its live room and questions. */
export function SessionPage({ sessionId }: { readonly sessionId: string }) {
  const program = useProgram();
  if (!program) return <PageLoading />;
  const entry = program.entries.find(({ of, id }) => of === 'session' && id === sessionId);
  return entry?.of === 'session' ? <Session entry={entry} program={program} /> : <NotHere what="session" />;
}

type Props = { readonly entry: SessionEntry; readonly program: Program };

function Session({ entry, program }: Props) {
  const { t } = useTranslation();
  const workshop = useWorkshop();
  const now = useProgramNow(10_000);
  const { data } = entry.session;
  const { role, personId } = workshop.membership;
  return (
    <Page title={entry.title}>
      <Crumb trail={[{ id: 'session', words: t('program.session') }]}>
        <SessionControl session={entry.session} />
        <ManageLink id={entry.id} own={false} />
        <EditButton row={entry.session} />
        <CopyLink small path={sessionPath(workshop, entry.id)} />
      </Crumb>
      <header className={styles.head}>
        <p className={styles.over}>
          {t(`program.sessionKinds.${entry.kind}`)}{' '}
          <StateTags on={isOn(entry, now)} cancelled={entry.cancelled} live={data.live} />
        </p>
        <h1>{entry.title}</h1>
        <div className={styles.acts}>
          {data.live ? (
            <>
              <LinkButton
                href={livePath(workshop, entry.id)}
                variant="primary"
                icon={<DoorOpen aria-hidden />}
              >
                {t('program.enter')}
              </LinkButton>
              {runsStage(role, personId, data.chairIds) ? (
                <LinkButton href={boardPath(workshop)} icon={<MessageCircleQuestionMark aria-hidden />}>
                  {t('questions.board')}
                </LinkButton>
              ) : null}
            </>
          ) : null}
          <DownloadProgram sessionId={entry.id} />
        </div>
      </header>
      {entry.cancelled ? (
        <Banner tone="live" icon={<Ban aria-hidden />}>
          {t('program.cancelledSession')}
        </Banner>
      ) : null}
      <PendingEdit row={entry.session} />
      <SessionRecording session={entry.session} />
      <div className={styles.cols}>
        <div className={styles.read}>
          {data.description ? <Markdown text={data.description} /> : null}
          <Phases phases={data.phases} />
          <Talks entry={entry} program={program} now={now} />
        </div>
        <SessionFacts entry={entry} program={program} />
      </div>
    </Page>
  );
}

function Talks({ entry, program, now }: Props & { readonly now: number }) {
  const { t } = useTranslation();
  const workshop = useWorkshop();
  const questions = useQuestions();
  const { locale } = useProgramZone(workshop);
  const counts = useMemo(() => questionCounts(questions ?? []), [questions]);
  const talks = program.talks.filter(({ talk }) => talk.data.sessionId === entry.id);
  if (talks.length === 0 && entry.kind !== 'talks') return null;
  return (
    <section>
      <h2>{t('program.talks')}</h2>
      {talks.length === 0 ? (
        <EmptyState title={t('program.noTalks')} text={t('program.noTalksText')} />
      ) : null}
      <ul>
        {talks.map((talk) => {
          const { start } = talkWhen(talk.talk.data);
          return (
            <TalkRow
              key={talk.talk.id}
              workshop={workshop}
              entry={talk}
              time={start === null ? null : timeWords(start, locale)}
              asked={counts.get(talk.talk.id) ?? 0}
              now={now}
            />
          );
        })}
      </ul>
    </section>
  );
}

function SessionFacts({ entry, program }: Props) {
  const { t } = useTranslation();
  const workshop = useWorkshop();
  const { data } = entry.session;
  const room = entry.roomId === null ? undefined : program.rooms.get(entry.roomId);
  const track = entry.trackId === null ? undefined : program.tracks.get(entry.trackId);
  const chairs = data.chairIds.flatMap((id) => program.people.get(id) ?? []);
  return (
    <Facts>
      <Fact title={t('program.when')}>
        <p>
          <WhenWords workshop={workshop} when={sessionWhen(data)} stated={data.start} />
        </p>
      </Fact>
      {program.rooms.size > 0 ? (
        <Fact title={t('program.room')}>
          <p>
            {room?.data.name ?? t('common.unknown')}
            {room?.data.capacity ? <small> {t('program.seats', { count: room.data.capacity })}</small> : null}
          </p>
          {room?.data.description ? <small>{room.data.description}</small> : null}
        </Fact>
      ) : null}
      {track ? (
        <Fact title={t('program.track')}>
          <p>
            <TrackWords track={track} />
          </p>
          {track.data.description ? <small>{track.data.description}</small> : null}
        </Fact>
      ) : null}
      {chairs.length > 0 ? (
        <Fact title={t('program.chairedBy')}>
          <ul>
            {chairs.map((person) => (
              <li key={person.id} className={styles.person}>
                <PersonFace name={person.data.name} photo={person.data.photo} />
                <span>
                  <PersonLink personId={person.id} name={person.data.name} />
                  <small>{person.data.affiliations.join(', ')}</small>
                  {person.data.sample ? <Tag>{t('common.sample')}</Tag> : null}
                </span>
              </li>
            ))}
          </ul>
        </Fact>
      ) : null}
    </Facts>
  );
}
