import { Ban, MicOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Place, StageState } from '#shared/live/stage.ts';
import { Button } from '../../design/Button.tsx';
import { ConfirmDialog } from '../../design/ConfirmDialog.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useStageRoom } from '../room/StageScope.ts';
import styles from './Panel.module.css';
import { PersonRow } from './PersonRow.tsx';

/** From so many names on they can be searched. */
const MANY = 12;

const isAt = (where: Place['where']) => (place: Place) => place.where === where;

/** Who is on the stage and who listens; who runs the stage sees the listeners' names, and who is banned. */
export function People() {
  const { t } = useTranslation();
  const { view, runs, ownAccountId } = useStageRoom();
  const { stage } = view;
  const onStage = (stage?.places ?? []).filter(isAt('stage'));
  const others = onStage.some((place) => place.accountId !== ownAccountId);
  return (
    <>
      <div className={styles.headed}>
        <h2 className={styles.heading}>{t('live.panel.onStage')}</h2>
        {runs && others && <MuteAll />}
      </div>
      {onStage.length === 0 && <p className={styles.note}>{t('live.panel.nobodyOnStage')}</p>}
      <ul>
        {onStage.map((place) => (
          <PersonRow key={place.accountId} place={place} />
        ))}
      </ul>
      <Audience stage={stage} />
      {stage !== null && stage.banned.length > 0 && <Banned stage={stage} />}
    </>
  );
}

function MuteAll() {
  const { t } = useTranslation();
  const { act } = useStageRoom();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        small
        variant="quiet"
        icon={<MicOff aria-hidden="true" />}
        onPress={() => setAsking(true)}
        data-testid="mute-all"
      >
        {t('hands.people.muteAll')}
      </Button>
      <ConfirmDialog
        title={t('hands.people.muteAllTitle')}
        text={t('hands.people.muteAllText')}
        act={t('hands.people.muteAllAct')}
        isOpen={asking}
        onConfirm={() => act({ kind: 'mute-all' })}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

function Audience({ stage }: { readonly stage: StageState | null }) {
  const { t } = useTranslation();
  const { runs, ownAccountId } = useStageRoom();
  const [sought, setSought] = useState('');
  const audience = stage?.audience ?? 0;
  const named = (stage?.places ?? [])
    .filter(isAt('audience'))
    .filter((place) => runs || place.accountId === ownAccountId);
  const shown = named.filter(({ name }) =>
    name.toLocaleLowerCase().includes(sought.trim().toLocaleLowerCase()),
  );
  return (
    <>
      <h2 className={styles.heading}>
        {t('live.panel.inAudience')} <b className={styles.count}>{audience}</b>
      </h2>
      {audience === 0 && <p className={styles.note}>{t('live.panel.nobodyInAudience')}</p>}
      {audience > 0 && !runs && (
        <p className={styles.note}>{t('live.panel.audienceOnly', { count: audience })}</p>
      )}
      {named.length >= MANY && (
        <TextField label={t('hands.people.find')} value={sought} onChange={setSought} type="search" />
      )}
      {named.length > 0 && shown.length === 0 && <p className={styles.note}>{t('hands.people.nobody')}</p>}
      <ul>
        {shown.map((place) => (
          <PersonRow key={place.accountId} place={place} />
        ))}
      </ul>
    </>
  );
}

function Banned({ stage }: { readonly stage: StageState }) {
  const { t } = useTranslation();
  const { act } = useStageRoom();
  return (
    <>
      <h2 className={styles.heading}>{t('hands.people.banned')}</h2>
      <ul>
        {stage.banned.map(({ accountId, name }) => (
          <li key={accountId} className={styles.person}>
            <Ban aria-hidden="true" />
            <div>{name}</div>
            <Button
              small
              aria-label={t('hands.people.unbanName', { name })}
              onPress={() => act({ kind: 'unban', accountId })}
            >
              {t('hands.people.unban')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
