import { Settings2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ChatChange, ChatRules } from '#shared/live/chat.ts';
import { IconButton } from '../../design/IconButton.tsx';
import { Popup } from '../../design/Menu.tsx';
import { Segmented } from '../../design/Segmented.tsx';
import { Switch } from '../../design/Switch.tsx';
import styles from './Chat.module.css';

type Props = {
  readonly rules: ChatRules /** What of them is to be another. */;
  readonly onChange: (rules: ChatChange) => void;
};

const SLOW = [0, 10, 30, 60, 300] as const;

/** Lock and slow mode, for who runs the stage (rule Q6). */
export function ChatRulesMenu({ rules, onChange }: Props) {
  const { t } = useTranslation();
  const words = (seconds: number) => {
    if (seconds === 0) return t('chat.slowOff');
    if (seconds < 60) return t('chat.slowSeconds', { count: seconds });
    return t('chat.slowMinutes', { count: seconds / 60 });
  };
  return (
    <Popup
      label={t('chat.rules')}
      trigger={
        <IconButton
          variant="quiet"
          icon={<Settings2 aria-hidden="true" />}
          label={t('chat.rules')}
          data-testid="chat-rules"
        />
      }
    >
      <div className={styles.rules}>
        <Switch isSelected={rules.locked} onChange={(locked) => onChange({ locked })}>
          {t('chat.lock')}
        </Switch>
        <p className={styles.note}>{t('chat.lockHint')}</p>
        <p className={styles.label}>{t('chat.slowMode')}</p>
        <Segmented
          label={t('chat.slowMode')}
          value={String(rules.slow)}
          onChange={(slow) => onChange({ slow: Number(slow) })}
          options={SLOW.map((seconds) => ({ value: String(seconds), label: words(seconds) }))}
        />
      </div>
    </Popup>
  );
}
