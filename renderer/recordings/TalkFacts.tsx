import {
  Code,
  Cpu,
  Database,
  FileText,
  FlaskConical,
  Globe,
  Image,
  type LucideIcon,
  Package,
  Presentation,
  Video,
  Workflow,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Talk } from '#shared/program/talk.ts';
import factStyles from '../design/Facts.module.css';
import { Fact, FactPoints, Facts } from '../design/Facts.tsx';
import { OutsideLink } from '../design/OutsideLink.tsx';
import { useLocale } from '../i18n/useLocale.ts';
import { Phases } from '../program/Phases.tsx';
import { TalkRequirements } from '../program/Requirements.tsx';
import { answerRequirements } from '../program/requirements.ts';
import type { TalkEntry } from '../program/talkEntries.ts';
import type { Program } from '../program/useProgram.ts';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import { languageName } from './captions/languageName.ts';
import { AroundTalk, TalkPlace } from './TalkPlace.tsx';

const artifactIcons: Readonly<Record<Talk['artifacts'][number]['kind'], LucideIcon>> = {
  algorithm: Workflow,
  code: Code,
  data: Database,
  model: FlaskConical,
  hardware: Cpu,
  software: Package,
};
const linkIcons: Readonly<Record<Talk['links'][number]['kind'], LucideIcon>> = {
  paper: FileText,
  slides: Presentation,
  poster: Image,
  video: Video,
  web: Globe,
};

type Props = { readonly entry: TalkEntry; readonly program: Program };

/** The talk's column to glance at: when and where, what is around it, its parts, artifacts and papers. */
export function TalkFacts({ entry, program }: Props) {
  const { t } = useTranslation();
  const workshop = useWorkshop();
  const { phases, outline, artifacts, topics, links } = entry.talk.data;
  const answers = answerRequirements(workshop.data.requirements, artifacts);
  return (
    <Facts>
      <TalkPlace entry={entry} program={program} />
      <AroundTalk entry={entry} program={program} />
      {phases.length > 0 ? (
        <Fact title={t('program.phases')}>
          <Phases phases={phases} />
        </Fact>
      ) : null}
      <FactPoints title={t('recordings.outline')} points={outline} />
      <TalkRequirements answers={answers} />
      {artifacts.length > 0 ? <Artifacts artifacts={artifacts} /> : null}
      {links.length > 0 ? (
        <Fact title={t('program.paperAndSlides')}>
          {links.map(({ kind, label, url }) => {
            const Icon = linkIcons[kind];
            return (
              <OutsideLink key={`${kind}-${url}`} href={url} icon={<Icon aria-hidden />}>
                {label === t(`program.linkKinds.${kind}`)
                  ? label
                  : `${t(`program.linkKinds.${kind}`)}: ${label}`}
              </OutsideLink>
            );
          })}
        </Fact>
      ) : null}
      <FactPoints title={t('program.topics')} points={topics} />
      <Details talk={entry.talk.data} />
    </Facts>
  );
}

function Artifacts({ artifacts }: { readonly artifacts: Talk['artifacts'] }) {
  const { t } = useTranslation();
  return (
    <Fact title={t('recordings.artifacts')}>
      <ul>
        {artifacts.map(({ kind, title, url }) => {
          const Icon = artifactIcons[kind];
          const icon = <Icon aria-label={t(`recordings.artifactKinds.${kind}`)} />;
          return (
            <li key={`${kind}-${title}`}>
              {url ? (
                <OutsideLink href={url} icon={icon}>
                  {title}
                </OutsideLink>
              ) : (
                <span className={factStyles.link}>
                  {icon}
                  {title}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </Fact>
  );
}

function Details({ talk }: { readonly talk: Talk }) {
  const { t } = useTranslation();
  const { language: shown } = useLocale();
  const { language, license, mayBeRecorded } = talk;
  if (language === null && license === null && mayBeRecorded === null) return null;
  return (
    <Fact title={t('program.details')}>
      <dl>
        {language ? <Detail label={t('program.language')} words={languageName(language, shown)} /> : null}
        {license ? <Detail label={t('program.license')} words={license} /> : null}
        {mayBeRecorded === null ? null : (
          <Detail
            label={t('program.recorded.title')}
            words={t(mayBeRecorded ? 'program.recorded.yes' : 'program.recorded.no')}
          />
        )}
      </dl>
    </Fact>
  );
}

function Detail({ label, words }: { readonly label: string; readonly words: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{words}</dd>
    </div>
  );
}
