import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CHAT_MAX_LENGTH, type ChatRules, chatText } from '#shared/live/chat.ts';
import { SendField } from '../../design/SendField.tsx';
import { useHubSecond } from '../together/useHubSecond.ts';
import styles from './Chat.module.css';

type Props = {
  readonly rules: ChatRules;
  readonly runs: boolean;
  /** When this person's last message was, in ms since epoch by the hub's clock. */
  readonly lastAt: number | null;
  readonly draft: string;
  readonly onDraft: (draft: string) => void;
  readonly onSend: (text: string) => void;
  /** Stands in the field, before the button that sends. */
  readonly children?: ReactNode;
};

/** Line breaks and tabs are text, other control characters are not. */
const clean = (text: string) => text.replace(/[^\P{Cc}\n\t]/gu, '');

/** Writes to everybody in the room. Enter sends, Shift+Enter breaks the line. */
export function ChatField({ rules, runs, lastAt, draft, onDraft, onSend, children }: Props) {
  const { t } = useTranslation();
  const free = runs || rules.slow === 0 || lastAt === null ? null : lastAt + rules.slow * 1000;
  const now = useHubSecond(free);
  const wait = free === null ? 0 : Math.max(0, Math.ceil((free - now) / 1000));
  const over = draft.trim().length - CHAT_MAX_LENGTH;
  const shut = rules.locked && !runs;
  const ready = chatText.safeParse(draft).success && wait === 0 && !shut;

  const send = () => {
    onSend(draft.trim());
    onDraft('');
  };
  return (
    <div className={styles.write}>
      <RuleWords rules={rules} runs={runs} wait={wait} />
      <SendField
        label={t('chat.field')}
        sendLabel={t('chat.send')}
        placeholder={t('chat.placeholder')}
        text={draft}
        onText={(text) => onDraft(clean(text))}
        onSend={send}
        ready={ready}
        invalid={over > 0}
        shut={shut}
        testId="chat-field"
      >
        {children}
      </SendField>
      {over > 0 && <p className={styles.error}>{t('chat.tooLong', { count: over })}</p>}
    </div>
  );
}

function RuleWords({ rules, runs, wait }: Pick<Props, 'rules' | 'runs'> & { readonly wait: number }) {
  const { t } = useTranslation();
  const words = () => {
    if (rules.locked) return t(runs ? 'chat.lockedRuns' : 'chat.locked');
    return rules.slow > 0 ? t('chat.slow', { count: rules.slow }) : '';
  };
  return (
    <>
      <p className={styles.rule} role="status">
        {words()}
      </p>
      {wait > 0 && !rules.locked && <p className={styles.wait}>{t('chat.wait', { count: wait })}</p>}
    </>
  );
}
