import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { Text } from 'react-aria-components/Text';
import {
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components/Toast';
import { useTranslation } from 'react-i18next';
import { Button } from './Button.tsx';
import { classes } from './classes.ts';
import { IconButton } from './IconButton.tsx';
import styles from './Toast.module.css';

export type ToastMessage = {
  readonly tone: 'ok' | 'bad';
  readonly text: string;
  /** What can be done about it: "Undo". */
  readonly act?: { readonly label: string; readonly press: () => void };
  /** Stays until it is closed, though all went well: there is more to read. */
  readonly stays?: boolean;
};

const STAYS = 6000;
const queue = new ToastQueue<ToastMessage>({ maxVisibleToasts: 3 });

/** Says something for six seconds; what went wrong stays until it is closed. The same words stand there once. */
export function toast(message: ToastMessage): void {
  const same = queue.visibleToasts.find(
    ({ content }) => content.text === message.text && !content.act && !message.act,
  );
  if (same) queue.close(same.key);
  queue.add(message, message.tone === 'ok' && message.stays !== true ? { timeout: STAYS } : {});
}

/** Where toasts appear; once, in the app's frame. */
export function Toasts() {
  const { t } = useTranslation();
  return (
    <ToastRegion queue={queue} aria-label={t('common.messages')} className={styles.region ?? ''}>
      {({ toast: shown }) => (
        <AriaToast
          toast={shown}
          className={classes(styles.toast, shown.content.tone === 'bad' && styles.bad)}
        >
          {shown.content.tone === 'ok' ? <CircleCheck aria-hidden /> : <CircleAlert aria-hidden />}
          <ToastContent className={styles.text ?? ''}>
            <Text slot="title">{shown.content.text}</Text>
          </ToastContent>
          {shown.content.act ? (
            <Button
              small
              onPress={() => {
                shown.content.act?.press();
                queue.close(shown.key);
              }}
            >
              {shown.content.act.label}
            </Button>
          ) : null}
          <IconButton slot="close" small variant="quiet" icon={<X aria-hidden />} label={t('common.close')} />
        </AriaToast>
      )}
    </ToastRegion>
  );
}
