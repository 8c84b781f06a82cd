import { useTranslation } from 'react-i18next';
import { type Reaction, reaction } from '#shared/live/chat.ts';
import { IconButton } from '../../design/IconButton.tsx';
import styles from './Reactions.module.css';
import { reactionIcon } from './reactionIcon.ts';

type Props = { readonly onReact: (reaction: Reaction) => void };

/** All reactions, for a popup; it stays open, so that one may clap more than once. */
export function ReactionButtons({ onReact }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.buttons} role="toolbar" aria-label={t('chat.reactions')}>
      {reaction.options.map((kind) => {
        const Icon = reactionIcon[kind];
        return (
          <IconButton
            key={kind}
            variant="quiet"
            icon={<Icon aria-hidden="true" />}
            label={t(`stageRoom.reaction.${kind}`)}
            onPress={() => onReact(kind)}
            data-testid={`react-${kind}`}
          />
        );
      })}
    </div>
  );
}
