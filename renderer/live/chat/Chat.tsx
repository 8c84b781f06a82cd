import { MessageCircle, MessageCircleOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatChange, ChatMessage, ChatRules } from '#shared/live/chat.ts';
import { ConfirmDialog } from '../../design/ConfirmDialog.tsx';
import { EmptyState } from '../../design/EmptyState.tsx';
import { Spinner } from '../../design/Spinner.tsx';
import styles from './Chat.module.css';
import type { ChatClient } from './ChatClient.ts';
import { ChatField } from './ChatField.tsx';
import { ChatList } from './ChatList.tsx';
import { ChatRulesMenu } from './ChatRulesMenu.tsx';
import type { ChatView } from './chatView.ts';

type Props = {
  readonly client: ChatClient | null;
  readonly view: ChatView;
  readonly ownAccountId: string;
  readonly runs: boolean;
  /** The audience reads none of it. */
  readonly isGreenRoom: boolean;
  /** `null` where this person is not in the chat. */
  readonly rules: ChatRules | null;
  readonly draft: string;
  readonly onDraft: (draft: string) => void;
  readonly onDelete: (messageId: string) => void;
  readonly onRules: (rules: ChatChange) => void;
};

/** What people in the room write to each other. */
export function Chat({ client, view, rules, runs, isGreenRoom, ownAccountId, onDelete, ...rest }: Props) {
  const { t } = useTranslation();
  const [deleting, setDeleting] = useState<ChatMessage | null>(null);
  if (client === null || rules === null) {
    return (
      <div className={styles.chat}>
        <EmptyState
          icon={<MessageCircleOff aria-hidden="true" />}
          title={t('chat.away.title')}
          text={t('chat.away.text')}
        />
      </div>
    );
  }
  const lastAt = view.messages.findLast(({ accountId }) => accountId === ownAccountId)?.at ?? null;
  return (
    <div className={styles.chat}>
      <Nothing view={view} isGreenRoom={isGreenRoom} />
      <ChatList
        view={view}
        client={client}
        ownAccountId={ownAccountId}
        onDelete={runs ? setDeleting : null}
      />
      <ChatField
        rules={rules}
        runs={runs}
        lastAt={lastAt}
        draft={rest.draft}
        onDraft={rest.onDraft}
        onSend={(text) => void client.send(text)}
      >
        {runs && <ChatRulesMenu rules={rules} onChange={rest.onRules} />}
      </ChatField>
      <ConfirmDialog
        title={t('chat.deleteTitle')}
        text={t('chat.deleteText')}
        act={t('chat.deleteAct')}
        danger
        isOpen={deleting !== null}
        onConfirm={() => deleting && onDelete(deleting.id)}
        onClose={() => setDeleting(null)}
      />
    </div>
  );
}

function Nothing({ view, isGreenRoom }: Pick<Props, 'view' | 'isGreenRoom'>) {
  const { t } = useTranslation();
  if (view.messages.length + view.outgoing.length > 0 || view.failed !== null) return null;
  if (view.readUpTo === null) return <Spinner label={t('chat.loading')} />;
  return (
    <EmptyState
      icon={<MessageCircle aria-hidden="true" />}
      title={t('chat.empty.title')}
      text={t(isGreenRoom ? 'chat.empty.greenRoom' : 'chat.empty.text')}
    />
  );
}
