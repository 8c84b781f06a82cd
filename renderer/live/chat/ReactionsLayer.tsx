import { useTranslation } from 'react-i18next';
import styles from './Reactions.module.css';
import { reactionIcon } from './reactionIcon.ts';
import { useReactions } from './useReactions.ts';

type Props = { readonly sessionId: string };

/** What the room feels, over a corner of the stage: one count per kind, which rises and goes. Takes no clicks. */
export function ReactionsLayer({ sessionId }: Props) {
  const { t } = useTranslation();
  const tally = useReactions(sessionId);
  return (
    <>
      <div className={styles.layer} aria-hidden="true" data-testid="reactions">
        {tally.map(({ kind, count }) => {
          const Icon = reactionIcon[kind];
          return (
            <span key={kind} className={styles.tally} data-kind={kind}>
              <Icon aria-hidden="true" />
              <b key={count}>{count}</b>
            </span>
          );
        })}
      </div>
      <p className="visually-hidden" role="status">
        {tally.map(({ kind }) => t(`stageRoom.reaction.${kind}`)).join(', ')}
      </p>
    </>
  );
}
