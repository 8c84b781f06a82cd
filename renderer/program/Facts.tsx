import { Copy, Mail } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/Button.tsx';
import factStyles from '../design/Facts.module.css';
import { Fact, FactPoints, Facts as FactsColumn } from '../design/Facts.tsx';
import { IconButton } from '../design/IconButton.tsx';
import { OutsideLink } from '../design/OutsideLink.tsx';
import { Tag } from '../design/Tag.tsx';
import { toast } from '../design/Toast.tsx';
import { PersonFace } from '../people/PersonFace.tsx';
import { useRows } from '../sync/useRows.ts';
import type { WorkshopEntry } from '../sync/useWorkshops.ts';
import { Dates } from './Dates.tsx';
import { PersonLink } from './PersonLinks.tsx';
import { WorkshopRequirements } from './Requirements.tsx';
import type { TalkEntry } from './talkEntries.ts';
import styles from './WorkshopPage.module.css';

type Props = {
  readonly workshop: WorkshopEntry;
  readonly talks: readonly TalkEntry[];
  /** The program's clock, ms since the epoch. */
  readonly now: number;
};

/** The workshop's column to glance at. What the source leaves open is "to be announced". */
export function Facts({ workshop, talks, now }: Props) {
  const { t } = useTranslation();
  const { data } = workshop;
  return (
    <FactsColumn>
      <Dates workshop={workshop} now={now} />
      <Seats />
      {data.topics.length > 0 ? <Topics topics={data.topics} /> : null}
      <FactPoints title={t('program.audience')} points={data.audience} />
      <FactPoints title={t('program.outcomes')} points={data.outcomes} />
      <WorkshopRequirements requirements={data.requirements} talks={talks} />
      <Fact title={t('program.proceedings')}>
        <p>{data.proceedings ?? t('common.unknown')}</p>
      </Fact>
      <Contact workshop={workshop} />
      {data.links.length > 0 ? (
        <Fact title={t('program.links')}>
          {data.links.map((link) => (
            <OutsideLink key={link.url} href={link.url}>
              {link.label}
            </OutsideLink>
          ))}
        </Fact>
      ) : null}
    </FactsColumn>
  );
}

function Seats() {
  const { t } = useTranslation();
  const rows = useRows('seat');
  const persons = useRows('person');
  if (!rows || !persons) return null;
  const people = new Map(persons.map((row) => [row.id, row.data]));
  const seats = [...rows].sort((a, b) => a.data.order - b.data.order);
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
              <PersonFace name={person.name} photo={person.photo} />
              <span>
                <PersonLink personId={data.personId} name={person.name} />
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
      <ul className={short ? styles.topics : factStyles.points}>
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

function Contact({ workshop: { data } }: Pick<Props, 'workshop'>) {
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
          <div className={styles.contact}>
            <OutsideLink href={`mailto:${email}`} icon={<Mail aria-hidden />}>
              {email}
            </OutsideLink>
            <IconButton
              small
              variant="quiet"
              icon={<Copy aria-hidden />}
              label={t('program.copyAddress', { address: email })}
              onPress={() => copy(email)}
            />
          </div>
        </div>
      ))}
    </Fact>
  );
}
