import { ArrowDown } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatMessage } from '#shared/live/chat.ts';
import { Button } from '../../design/Button.tsx';
import { useRefusal } from '../../i18n/useRefusal.ts';
import styles from './Chat.module.css';
import type { ChatClient } from './ChatClient.ts';
import { ChatGroupItem } from './ChatGroupItem.tsx';
import { type ChatView, unreadOf } from './chatView.ts';
import { groupMessages } from './groupMessages.ts';
import { OutgoingItem } from './OutgoingItem.tsx';
import { useEndOfList } from './useEndOfList.ts';

type Props = {
  readonly view: ChatView;
  readonly client: ChatClient;
  readonly ownAccountId: string;
  readonly onDelete: ((message: ChatMessage) => void) | null;
};

/** What was written, oldest first; it follows its end while the reader is there. */
export function ChatList({ view, client, ownAccountId, onDelete }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const { messages, outgoing } = view;
  const last = outgoing.at(-1)?.id ?? messages.at(-1)?.seq;
  const { atEnd, onScroll, toEnd } = useEndOfList(box, messages[0]?.seq, last);
  const groups = useMemo(() => groupMessages(messages), [messages]);
  const unread = unreadOf(view, ownAccountId);

  // biome-ignore lint/correctness/useExhaustiveDependencies: every new message at the end is read.
  useEffect(() => {
    if (atEnd && !document.hidden) client.read();
  }, [atEnd, client, last]);
  useEffect(() => {
    const seen = () => !document.hidden && atEnd && client.read();
    document.addEventListener('visibilitychange', seen);
    return () => document.removeEventListener('visibilitychange', seen);
  }, [atEnd, client]);

  return (
    <div className={styles.around}>
      <section ref={box} className={styles.scroll} onScroll={onScroll} aria-label={t('chat.label')}>
        <Earlier view={view} client={client} />
        <ul>
          {groups.map((group) => (
            <ChatGroupItem
              key={group.first.id}
              group={group}
              own={group.first.accountId === ownAccountId}
              onDelete={onDelete}
            />
          ))}
          {outgoing.map((one) => (
            <OutgoingItem
              key={one.id}
              outgoing={one}
              onAgain={(id) => void client.again(id)}
              onDiscard={(id) => client.discard(id)}
            />
          ))}
        </ul>
      </section>
      {!atEnd && (
        <Button small className={styles.toEnd ?? ''} icon={<ArrowDown aria-hidden="true" />} onPress={toEnd}>
          {unread > 0 ? t('chat.newMessages', { count: unread }) : t('chat.toEnd')}
        </Button>
      )}
      {view.readUpTo !== null && <Newest messages={messages} ownAccountId={ownAccountId} />}
    </div>
  );
}

function Earlier({ view, client }: Pick<Props, 'view' | 'client'>) {
  const { t } = useTranslation();
  const sentence = useRefusal();
  if (view.failed !== null) {
    return (
      <div className={styles.earlier}>
        <p className={styles.why}>{t('chat.pageFailed', { reason: sentence(view.failed) })}</p>
        <Button small onPress={() => void (view.messages.length > 0 ? client.loadEarlier() : client.enter())}>
          {t('chat.again')}
        </Button>
      </div>
    );
  }
  if (!view.more) return null;
  return (
    <div className={styles.earlier}>
      <Button
        small
        variant="quiet"
        isDisabled={view.loading !== null}
        onPress={() => void client.loadEarlier()}
      >
        {t(view.loading === 'earlier' ? 'chat.loading' : 'chat.earlier')}
      </Button>
    </div>
  );
}

/** Says the newest message of somebody else to assistive technology, not those that were there before. */
function Newest({ messages, ownAccountId }: Pick<Props, 'ownAccountId'> & Pick<ChatView, 'messages'>) {
  const { t } = useTranslation();
  const known = useRef(messages.at(-1)?.seq ?? 0);
  const last = messages.at(-1);
  const says =
    last !== undefined && last.seq > known.current && last.accountId !== ownAccountId && last.text !== null;
  return (
    <p className="visually-hidden" role="log" aria-live="polite">
      {says ? t('chat.said', { name: last.name, text: last.text }) : ''}
    </p>
  );
}
