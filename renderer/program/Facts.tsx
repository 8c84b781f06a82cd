import { Copy, ExternalLink } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { momentWords, spanWords } from '#shared/program/momentWords.ts';
import { Button } from '../design/Button.tsx';
import { Face } from '../design/Face.tsx';
import { Tag } from '../design/Tag.tsx';
import { toast } from '../design/Toast.tsx';
import { useLocale } from '../i18n/useLocale.ts';
import { useRows } from '../sync/useRows.ts';
import type { WorkshopEntry } from '../sync/useWorkshops.ts';
import styles from './WorkshopPage.module.css';

type Props = { readonly workshop: WorkshopEntry };

/** The column to glance at. What the source leaves open is "to be announced". */
export function Facts({ workshop }: Props) {
  const { t } = useTranslation();
  const { data } = workshop;
  return (
    <aside className={styles.facts}>
      <Dates workshop={workshop} />
      <Seats />
      {data.topics.length > 0 ? <Topics topics={data.topics} /> : null}
      <Points title={t('program.audience')} points={data.audience} />
      <Points title={t('program.outcomes')} points={data.outcomes} />
      <Points title={t('program.requirements')} points={data.requirements} />
      <Fact title={t('program.proceedings')}>
        <p>{data.proceedings ?? t('common.unknown')}</p>
      </Fact>
      <Contact workshop={workshop} />
      {data.links.length > 0 ? (
        <Fact title={t('program.links')}>
          {data.links.map((link) => (
            <a key={link.url} className={styles.link} href={link.url} target="_blank" rel="noreferrer">
              <ExternalLink aria-hidden />
              {link.label}
            </a>
          ))}
        </Fact>
      ) : null}
    </aside>
  );
}

function Fact({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Dates({ workshop: { data } }: Props) {
  const { t } = useTranslation();
  const locale = useLocale();
  const deadlines = [...(useRows('deadline') ?? [])].sort((a, b) => a.data.order - b.data.order);
  return (
    <Fact title={t('program.dates')}>
      <dl>
        {deadlines.map(({ id, data: deadline }) => (
          <div key={id}>
            <dt>{deadline.label}</dt>
            <dd>
              {momentWords(deadline.when, locale) ?? t('common.unknown')}
              {deadline.when.kind === 'year' ? <small>{t('program.dayUnknownLater')}</small> : null}
              {deadline.anywhereOnEarth ? <small>{t('common.anywhereOnEarth')}</small> : null}
            </dd>
          </div>
        ))}
        {deadlines.length === 0 ? (
          <div>
            <dt>{t('program.workshopDays')}</dt>
            <dd>
              {spanWords(data.first, data.last, locale) ?? t('common.unknown')}
              {data.first.kind === 'year' ? <small>{t('program.dayUnknownLater')}</small> : null}
            </dd>
          </div>
        ) : null}
      </dl>
    </Fact>
  );
}

function Seats() {
  const { t } = useTranslation();
  const people = new Map((useRows('person') ?? []).map((row) => [row.id, row.data]));
  const seats = [...(useRows('seat') ?? [])].sort((a, b) => a.data.order - b.data.order);
  const committees = [...new Set(seats.map((seat) => seat.data.committee))];
  if (committees.length === 0) {
    return (
      <Fact title={t('program.organizers')}>
        <p>{t('common.unknown')}</p>
      </Fact>
    );
  }
  return committees.map((committee) => (
    <Fact key={committee} title={committee}>
      <ul>
        {seats.map(({ id, data }) => {
          const person = people.get(data.personId);
          if (!person || data.committee !== committee) return null;
          return (
            <li key={id} className={styles.person}>
              <Face name={person.name} />
              <span>
                {person.name}
                <small>{person.affiliations.join(', ')}</small>
              </span>
            </li>
          );
        })}
      </ul>
    </Fact>
  ));
}

const FEW = 7;

function Topics({ topics }: { readonly topics: readonly string[] }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const short = topics.every((topic) => topic.length <= 28);
  const shown = all ? topics : topics.slice(0, FEW);
  return (
    <Fact title={t('program.topics')}>
      <ul className={short ? styles.topics : styles.points}>
        {shown.map((topic) => (
          <li key={topic}>{short ? <Tag tone="soft">{topic}</Tag> : topic}</li>
        ))}
      </ul>
      {topics.length > FEW ? (
        <Button small variant="quiet" onPress={() => setAll(!all)}>
          {all ? t('program.fewerTopics') : t('program.moreTopics', { count: topics.length })}
        </Button>
      ) : null}
    </Fact>
  );
}

function Points({ title, points }: { readonly title: string; readonly points: readonly string[] }) {
  if (points.length === 0) return null;
  return (
    <Fact title={title}>
      <ul className={styles.points}>
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </Fact>
  );
}

function Contact({ workshop: { data } }: Props) {
  const { t } = useTranslation();
  const copy = async (email: string) => {
    try {
      await navigator.clipboard.writeText(email);
      toast({ tone: 'ok', text: t('common.copied', { what: t('program.address') }) });
    } catch (error) {
      console.error(error);
      toast({ tone: 'bad', text: t('common.notCopied') });
    }
  };
  return (
    <Fact title={t('program.contact')}>
      {data.contacts.length === 0 ? <p>{t('common.unknown')}</p> : null}
      {data.contacts.map(({ name, email }) => (
        <div key={email}>
          {name ? <p>{name}</p> : null}
          <button
            type="button"
            className={styles.link}
            aria-label={t('program.copyAddress', { address: email })}
            onClick={() => copy(email)}
          >
            <Copy aria-hidden />
            {email}
          </button>
        </div>
      ))}
    </Fact>
  );
}
