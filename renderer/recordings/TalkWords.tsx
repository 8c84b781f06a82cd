import {
  Code,
  Cpu,
  Database,
  ExternalLink,
  FlaskConical,
  type LucideIcon,
  Package,
  Workflow,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Talk } from '#shared/program/talk.ts';
import { Face } from '../design/Face.tsx';
import { Tag } from '../design/Tag.tsx';
import { Markdown } from '../program/Markdown.tsx';
import { Phases } from '../program/Program.tsx';
import type { TalkEntry } from '../program/talkEntries.ts';
import styles from './TalkPage.module.css';

const artifactIcons: Readonly<Record<Talk['artifacts'][number]['kind'], LucideIcon>> = {
  algorithm: Workflow,
  code: Code,
  data: Database,
  model: FlaskConical,
  hardware: Cpu,
  software: Package,
};

/** Title, speakers, and what the talk is about. */
export function TalkHead({ entry: { talk, speakers, recording } }: { readonly entry: TalkEntry }) {
  const { t } = useTranslation();
  const { data } = talk;
  return (
    <header>
      <h1>{data.title}</h1>
      {speakers.length === 0 ? <p className={styles.note}>{t('program.speakersUnknown')}</p> : null}
      <ul className={styles.speakers}>
        {speakers.map((speaker) => (
          <li key={speaker.personId} className={styles.speaker}>
            <Face name={speaker.name} />
            <span>
              {speaker.name}
              <small>{[...speaker.affiliations, t(`program.talkKinds.${data.kind}`)].join(' · ')}</small>
            </span>
          </li>
        ))}
      </ul>
      {recording?.data.sample ? (
        <p className={styles.note}>
          <Tag tone="ask">{t('common.sample')}</Tag>
          {t('recordings.sampleNote')}
        </p>
      ) : null}
      {data.abstract ? (
        <div className={styles.prose}>
          <Markdown text={data.abstract} />
        </div>
      ) : null}
    </header>
  );
}

/** The column to glance at: parts, outline, artifacts, topics. */
export function TalkFacts({ entry: { talk } }: { readonly entry: TalkEntry }) {
  const { t } = useTranslation();
  const { phases, outline, artifacts, topics } = talk.data;
  return (
    <aside className={styles.facts}>
      {phases.length > 0 ? (
        <section>
          <h2>{t('program.phases')}</h2>
          <Phases phases={phases} />
        </section>
      ) : null}
      {outline.length > 0 ? (
        <section>
          <h2>{t('recordings.outline')}</h2>
          <ol>
            {outline.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ol>
        </section>
      ) : null}
      {artifacts.length > 0 ? <Artifacts artifacts={artifacts} /> : null}
      {topics.length > 0 ? (
        <section>
          <h2>{t('program.topics')}</h2>
          <ul>
            {topics.map((topic) => (
              <li key={topic}>{topic}</li>
            ))}
          </ul>
        </section>
      ) : null}
    </aside>
  );
}

function Artifacts({ artifacts }: { readonly artifacts: Talk['artifacts'] }) {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t('recordings.artifacts')}</h2>
      <ul>
        {artifacts.map(({ kind, title, url }) => {
          const Icon = artifactIcons[kind];
          return (
            <li key={`${kind}-${title}`} className={styles.speaker}>
              <Icon aria-label={t(`recordings.artifactKinds.${kind}`)} />
              {url ? (
                <a href={url} target="_blank" rel="noreferrer">
                  {title} <ExternalLink aria-hidden className="lucide" />
                </a>
              ) : (
                title
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
