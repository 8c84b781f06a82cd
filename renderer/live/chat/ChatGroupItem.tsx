import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ChatMessage } from '#shared/live/chat.ts';
import { timeWords } from '#shared/program/momentWords.ts';
import { Face } from '../../design/Face.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { useLocale } from '../../i18n/useLocale.ts';
import styles from './Chat.module.css';
import type { ChatGroup } from './groupMessages.ts';
import { MessageText } from './MessageText.tsx';

type Props = {
  readonly group: ChatGroup;
  readonly own: boolean;
  /** `null` for who may not. */
  readonly onDelete: ((message: ChatMessage) => void) | null;
};

/** What one person wrote in a row, under their name. */
export function ChatGroupItem({ group, own, onDelete }: Props) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { name, role, at } = group.first;
  return (
    <li className={styles.group} data-own={own}>
      <Face name={name} size="small" />
      <div className={styles.said}>
        <p className={styles.who}>
          <span>
            <b>{own ? t('chat.you', { name }) : name}</b>
            {role !== 'attendee' && ` ${t(`chat.role.${role}`)}`}
          </span>
          <time dateTime={new Date(at).toISOString()}>{timeWords(at, locale)}</time>
        </p>
        {group.messages.map((message) => (
          <div key={message.id} className={styles.message} data-testid="chat-message">
            {message.text === null ? (
              <p className={styles.deleted}>{t('chat.deleted')}</p>
            ) : (
              <MessageText text={message.text} />
            )}
            {onDelete && message.text !== null && (
              <IconButton
                small
                variant="quiet"
                className={styles.delete ?? ''}
                icon={<Trash2 aria-hidden="true" />}
                label={t('chat.delete', { name })}
                onPress={() => onDelete(message)}
              />
            )}
          </div>
        ))}
      </div>
    </li>
  );
}
