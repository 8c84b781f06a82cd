import { SmilePlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Reaction } from '#shared/live/chat.ts';
import { IconButton } from '../../design/IconButton.tsx';
import { Popup } from '../../design/Menu.tsx';
import { ReactionButtons } from '../chat/ReactionButtons.tsx';
import styles from './Dock.module.css';
import { useStageRoom } from './StageScope.ts';

/** A few signs for everybody, without a name; the panel stays open for more of them. */
export function ReactButton() {
  const { t } = useTranslation();
  const { client } = useStageRoom();
  const react = (sign: Reaction) => {
    client?.react(sign).catch((error: unknown) => console.info('a reaction was not taken', error));
  };
  return (
    <Popup
      label={t('stageRoom.dock.react')}
      trigger={
        <IconButton
          className={styles.wide ?? ''}
          icon={<SmilePlus aria-hidden="true" />}
          label={t('stageRoom.dock.react')}
          data-testid="dock-react"
        />
      }
    >
      <ReactionButtons onReact={react} />
    </Popup>
  );
}
