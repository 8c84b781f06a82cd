import { CircleAlert, RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/Button.tsx';
import { useRefusal } from '../../i18n/useRefusal.ts';
import styles from './Chat.module.css';
import type { Outgoing } from './chatView.ts';
import { MessageText } from './MessageText.tsx';

type Props = {
  readonly outgoing: Outgoing;
  readonly onAgain: (id: string) => void;
  readonly onDiscard: (id: string) => void;
};

/** An own message that the hub has not taken yet: on its way, or why it was not taken and what to do. */
export function OutgoingItem({ outgoing, onAgain, onDiscard }: Props) {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const { id, text, state } = outgoing;
  const why = () => {
    if (state.kind === 'sending') return '';
    if (state.wait !== null) return t('chat.failedWait', { count: state.wait });
    return t('chat.failed', { reason: sentence(state.reason) });
  };
  return (
    <li className={styles.outgoing} data-state={state.kind} data-testid="chat-outgoing">
      <MessageText text={text} />
      {state.kind === 'sending' ? (
        <p className={styles.note}>{t('chat.sending')}</p>
      ) : (
        <>
          <p className={styles.why} role="alert">
            <CircleAlert aria-hidden="true" />
            <span>{why()}</span>
          </p>
          <div className={styles.acts}>
            <Button small icon={<RotateCw aria-hidden="true" />} onPress={() => onAgain(id)}>
              {t('chat.again')}
            </Button>
            <Button small variant="quiet" onPress={() => onDiscard(id)}>
              {t('chat.discard')}
            </Button>
          </div>
        </>
      )}
    </li>
  );
}
