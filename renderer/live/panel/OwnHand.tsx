import { Hand } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/Button.tsx';
import { ownHand, ownPlace } from '../room/ownHand.ts';
import { useStageRoom } from '../room/StageScope.ts';
import styles from './Hands.module.css';
import { Waiting } from './Waiting.tsx';

/** For who sits in the audience: the own hand and its place in line (rule L3), and how many hands are up. */
export function OwnHand() {
  const { t } = useTranslation();
  const { view, ownAccountId, act } = useStageRoom();
  const { stage } = view;
  if (stage?.phase !== 'live' || ownPlace(stage, ownAccountId)?.where !== 'audience') return null;
  const hand = ownHand(stage, ownAccountId);
  const count = stage.handCount;
  const words = () => {
    if (hand === null) return t('hands.own.offer');
    if (hand.invited !== null) return t('hands.own.invited');
    if (hand.position === 1) return t('hands.own.next');
    return t('hands.own.at', { position: hand.position, count });
  };
  return (
    <section className={styles.own} data-up={hand !== null} aria-label={t('hands.own.label')}>
      <Hand aria-hidden="true" />
      <div className={styles.words}>
        <p>{words()}</p>
        <small>
          {hand === null ? (
            <span>{count === 0 ? t('hands.none') : t('hands.count', { count })}</span>
          ) : (
            <Waiting since={hand.raisedAt} words={(time) => t('hands.own.waiting', { time })} />
          )}
        </small>
      </div>
      <Button
        small
        onPress={() => act({ kind: hand === null ? 'raise-hand' : 'lower-hand' })}
        data-testid="panel-hand"
      >
        {t(hand === null ? 'hands.own.raise' : 'hands.own.lower')}
      </Button>
    </section>
  );
}
