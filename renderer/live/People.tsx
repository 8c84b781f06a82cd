import { Mic, MicOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Place } from '#shared/live/stage.ts';
import { Face } from '../design/Face.tsx';
import styles from './Panel.module.css';
import type { StagePerson } from './person.ts';

type Props = {
  readonly onStage: readonly StagePerson[];
  readonly inAudience: readonly Place[];
  readonly audience: number;
};

/** Who is on the stage and who listens; moderators see the listeners' names. */
export function People({ onStage, inAudience, audience }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <h2 className={styles.heading}>{t('live.panel.onStage')}</h2>
      {onStage.length === 0 && <p className={styles.note}>{t('live.panel.nobodyOnStage')}</p>}
      <ul>
        {onStage.map((person) => (
          <li key={person.accountId} className={styles.person}>
            <Face name={person.name} />
            <div>
              {person.own ? t('live.tile.you', { name: person.name }) : person.name}
              <small>{t(`live.panel.role.${person.role}`)}</small>
            </div>
            {person.heard ? (
              <Mic aria-label={t('live.tile.micOn')} />
            ) : (
              <MicOff aria-label={t('live.tile.micOff')} />
            )}
          </li>
        ))}
      </ul>
      <h2 className={styles.heading}>
        {t('live.panel.inAudience')} <b>{audience}</b>
      </h2>
      {audience === 0 && <p className={styles.note}>{t('live.panel.nobodyInAudience')}</p>}
      {audience > 0 && inAudience.length === 0 && (
        <p className={styles.note}>{t('live.panel.audienceOnly', { count: audience })}</p>
      )}
      <ul>
        {inAudience.map((place) => (
          <li key={place.accountId} className={styles.person}>
            <Face name={place.name} />
            <div>{place.name}</div>
          </li>
        ))}
      </ul>
    </>
  );
}
