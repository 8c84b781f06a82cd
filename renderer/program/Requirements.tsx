import { Circle, CircleCheck, CircleDashed, CircleHelp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Requirement } from '#shared/program/requirement.ts';
import { Fact } from '../design/Facts.tsx';
import styles from './Requirements.module.css';
import { type Answered, answerRequirements } from './requirements.ts';
import type { TalkEntry } from './talkEntries.ts';

const icons = { answered: CircleCheck, partly: CircleDashed, open: Circle, untold: CircleHelp } as const;

type Props = { readonly requirements: readonly Requirement[]; readonly talks: readonly TalkEntry[] };

/** What papers must state, and by how many of the talks that has been answered with artifacts. */
export function WorkshopRequirements({ requirements, talks }: Props) {
  const { t } = useTranslation();
  if (requirements.length === 0) return null;
  const given = talks.filter(({ talk }) => talk.data.state === 'planned');
  const answers = given.map(({ talk }) => answerRequirements(requirements, talk.data.artifacts));
  return (
    <Fact title={t('program.requirements')}>
      <ul className={styles.list}>
        {requirements.map(({ text, kinds }, i) => {
          const count = answers.filter((answer) => answer[i]?.state === 'answered').length;
          return (
            <li key={text}>
              <Circle aria-hidden />
              <span>
                {text}
                {given.length > 0 && kinds.length > 0 ? (
                  <small>{t('program.answeredBy', { count, of: given.length })}</small>
                ) : null}
              </span>
            </li>
          );
        })}
      </ul>
    </Fact>
  );
}

/** Which of the workshop's requirements a talk answers by its artifacts, and which are still open. */
export function TalkRequirements({ answers }: { readonly answers: readonly Answered[] }) {
  const { t } = useTranslation();
  if (answers.length === 0) return null;
  return (
    <Fact title={t('program.requirementsOfTalk')}>
      <ul className={styles.list}>
        {answers.map(({ requirement, parts, state }) => {
          const Icon = icons[state];
          const titles = parts.flatMap(({ artifacts }) => artifacts.map(({ title }) => title));
          return (
            <li key={requirement} className={styles[state]}>
              <Icon aria-hidden />
              <span>
                {requirement}
                <small className={styles.state}>
                  {[t(`program.requirementStates.${state}`), ...new Set(titles)].join(' · ')}
                </small>
              </span>
            </li>
          );
        })}
      </ul>
    </Fact>
  );
}
