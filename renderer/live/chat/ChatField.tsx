import { SendHorizontal } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CHAT_MAX_LENGTH, type ChatRules, chatText } from '#shared/live/chat.ts';
import { IconButton } from '../../design/IconButton.tsx';
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
    if (!ready) return;
    onSend(draft.trim());
    onDraft('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <div className={styles.write}>
      <RuleWords rules={rules} runs={runs} wait={wait} />
      <div className={styles.field} data-shut={shut}>
        <textarea
          rows={1}
          aria-label={t('chat.field')}
          placeholder={shut ? '' : t('chat.placeholder')}
          value={draft}
          readOnly={shut}
          aria-invalid={over > 0}
          onChange={(event) => onDraft(clean(event.target.value))}
          onKeyDown={onKeyDown}
          data-testid="chat-field"
        />
        {children}
        <IconButton
          variant="quiet"
          icon={<SendHorizontal aria-hidden="true" />}
          label={t('chat.send')}
          shortcut="Enter"
          isDisabled={!ready}
          onPress={send}
        />
      </div>
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
