import { Hand as HandIcon, Mic, Undo2, Video, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Airing, Hand } from '#shared/live/stage.ts';
import { Button } from '../../design/Button.tsx';
import { ConfirmDialog } from '../../design/ConfirmDialog.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { Menu } from '../../design/Menu.tsx';
import { useStageRoom } from '../room/StageScope.ts';
import styles from './Hands.module.css';
import { Waiting } from './Waiting.tsx';

type Props = { readonly hand: Hand };

/** A raised hand as who runs the stage sees it: who, for how long, and what to do. */
export function HandItem({ hand }: Props) {
  const { t } = useTranslation();
  const invited = hand.invited !== null;
  return (
    <li className={styles.hand} data-invited={invited} data-testid={`hand-${hand.accountId}`}>
      <span className={styles.mark}>
        <HandIcon aria-hidden="true" />
        <span className="visually-hidden">{t('hands.item.position', { position: hand.position })}</span>
        <b aria-hidden="true">{hand.position}</b>
      </span>
      <div className={styles.words}>
        <p>{hand.name}</p>
        <small>
          {hand.firstTime && <span className={styles.first}>{t('hands.item.first')}</span>}
          {invited && (
            <span>{t(hand.invited === 'audio' ? 'hands.item.invitedAudio' : 'hands.item.invitedVideo')}</span>
          )}
          <Waiting since={hand.raisedAt} words={(time) => t('hands.item.waiting', { time })} />
        </small>
      </div>
      <HandActs hand={hand} />
    </li>
  );
}

function HandActs({ hand }: Props) {
  const { t } = useTranslation();
  const { act } = useStageRoom();
  const [dismissing, setDismissing] = useState(false);
  const { accountId, name } = hand;
  const invite = (airs: Airing) => act({ kind: 'invite', accountId, airs });
  return (
    <div className={styles.acts}>
      {hand.invited === null ? (
        <Menu
          label={t('hands.item.inviteName', { name })}
          entries={[
            {
              id: 'audio',
              label: t('hands.item.audio'),
              icon: <Mic aria-hidden="true" size={16} />,
              act: () => invite('audio'),
            },
            {
              id: 'audio-video',
              label: t('hands.item.video'),
              icon: <Video aria-hidden="true" size={16} />,
              act: () => invite('audio-video'),
            },
          ]}
        >
          <Button small aria-label={t('hands.item.inviteName', { name })}>
            {t('hands.item.invite')}
          </Button>
        </Menu>
      ) : (
        <IconButton
          small
          icon={<Undo2 aria-hidden="true" />}
          label={t('hands.item.takeBackName', { name })}
          onPress={() => act({ kind: 'uninvite', accountId })}
        />
      )}
      <IconButton
        small
        variant="quiet"
        icon={<X aria-hidden="true" />}
        label={t('hands.item.dismiss', { name })}
        onPress={() => setDismissing(true)}
      />
      <ConfirmDialog
        title={t('hands.item.dismissTitle', { name })}
        text={t('hands.item.dismissText', { name })}
        act={t('hands.item.dismissAct')}
        isOpen={dismissing}
        onConfirm={() => act({ kind: 'dismiss-hand', accountId })}
        onClose={() => setDismissing(false)}
      />
    </div>
  );
}
