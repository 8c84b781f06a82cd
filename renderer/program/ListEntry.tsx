import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Locale } from '#shared/program/momentWords.ts';
import { momentWords, timeWords } from '#shared/program/momentWords.ts';
import { Button } from '../design/Button.tsx';
import { classes } from '../design/classes.ts';
import type { WorkshopEntry } from '../sync/useWorkshops.ts';
import { sessionPath } from '../workspace/routes.ts';
import { PersonLine } from './PersonLinks.tsx';
import { Phases } from './Phases.tsx';
import { PlaceWords } from './PlaceWords.tsx';
import styles from './Program.module.css';
import type { ProgramEntry } from './programEntries.ts';
import { StateTags } from './StateTags.tsx';
import { TalkRow } from './TalkRow.tsx';
import { rangeWords } from './timeWords.ts';
import type { Program } from './useProgram.ts';

export type ListEntryContext = {
  readonly workshop: WorkshopEntry;
  readonly program: Program;
  readonly locale: Locale;
  /** How many questions each talk has, by its id. */
  readonly questions: ReadonlyMap<string, number>;
  readonly starred: ReadonlySet<string>;
  /** The program's clock to the next coarse step, ms since the epoch. */
  readonly now: number;
};

type Props = ListEntryContext & { readonly entry: ProgramEntry; readonly on: boolean };

/** One entry of the list: when, what, where, and the talks in it. */
export const ListEntry = memo(function ListEntry(props: Props) {
  const { entry, on } = props;
  return (
    <li id={`entry-${entry.id}`} className={classes(styles.entry, on && styles.on)}>
      <When entry={entry} locale={props.locale} />
      {entry.of === 'session' ? (
        <SessionBody {...props} entry={entry} />
      ) : (
        <TalkBody {...props} entry={entry} />
      )}
    </li>
  );
});

function When({ entry, locale }: { readonly entry: ProgramEntry; readonly locale: Locale }) {
  if (entry.start === null) return null;
  const [from, ...rest] = rangeWords(entry.start, entry.end, locale).split(' – ');
  return (
    <p className={styles.when}>
      <time dateTime={new Date(entry.start).toISOString()}>{from}</time>
      {rest.length > 0 ? <small>– {rest.join(' – ')}</small> : null}
    </p>
  );
}

type SessionProps = Props & { readonly entry: Extract<ProgramEntry, { of: 'session' }> };

function SessionBody({ entry, on, ...context }: SessionProps) {
  const { t } = useTranslation();
  const { workshop, program } = context;
  const { data } = entry.session;
  const chairs = data.chairIds.flatMap((personId) => {
    const name = program.people.get(personId)?.data.name;
    return name === undefined ? [] : [{ personId, name }];
  });
  return (
    <div className={styles.body}>
      <h4 className={styles.title}>
        <Link href={sessionPath(workshop, entry.id)}>{entry.title}</Link>{' '}
        <StateTags on={on} cancelled={entry.cancelled} live={data.live} />
      </h4>
      <p className={styles.meta}>
        <span>{t(`program.sessionKinds.${entry.kind}`)}</span>
        <PlaceWords entry={entry} places={program} />
        {chairs.length > 0 ? (
          <span>
            {t('program.chairedBy')} <PersonLine people={chairs} />
          </span>
        ) : null}
        {data.start.kind === 'year' ? <span>{momentWords(data.start, context.locale)}</span> : null}
        {entry.start !== null && entry.end === null ? <span>{t('program.endUnknown')}</span> : null}
      </p>
      {data.description ? <p className={styles.description}>{data.description}</p> : null}
      <Phases phases={data.phases} />
      {entry.talks.length > 0 ? <SessionTalks entry={entry} {...context} /> : null}
    </div>
  );
}

const FEW = 12;

function SessionTalks({ entry, ...context }: Omit<SessionProps, 'on'>) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const shown = all ? entry.talks : entry.talks.slice(0, FEW);
  return (
    <>
      <ul className={styles.talks}>
        {shown.map((talk) => (
          <TalkRow
            key={talk.talk.id}
            entry={talk}
            time={timeOf(talk.talk.data.start, context.locale)}
            asked={context.questions.get(talk.talk.id) ?? 0}
            {...context}
          />
        ))}
      </ul>
      {entry.talks.length > FEW ? (
        <Button small variant="quiet" onPress={() => setAll(!all)}>
          {all ? t('program.fewerTalks') : t('program.moreTalks', { count: entry.talks.length })}
        </Button>
      ) : null}
    </>
  );
}

function timeOf(start: Parameters<typeof momentWords>[0], locale: Locale): string | null {
  return start.kind === 'instant' ? timeWords(Date.parse(start.at), locale) : null;
}

function TalkBody({
  entry,
  on,
  ...context
}: Props & { readonly entry: Extract<ProgramEntry, { of: 'talk' }> }) {
  const { program, questions } = context;
  return (
    <div className={styles.body}>
      <ul className={styles.talks}>
        <TalkRow entry={entry.talks[0]} time={null} asked={questions.get(entry.id) ?? 0} {...context}>
          <StateTags on={on} cancelled={entry.cancelled} live={false} />
          <p className={styles.meta}>
            <PlaceWords entry={entry} places={program} />
            {entry.session ? <span>{entry.session.data.title}</span> : null}
          </p>
        </TalkRow>
      </ul>
    </div>
  );
}
