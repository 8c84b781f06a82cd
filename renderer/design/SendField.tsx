import { SendHorizontal } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { IconButton } from './IconButton.tsx';
import styles from './SendField.module.css';

type Props = {
  readonly label: string;
  readonly sendLabel: string;
  readonly placeholder: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Asked for only while `ready`. */
  readonly onSend: () => void;
  readonly ready: boolean;
  readonly invalid: boolean;
  /** Nobody may write in it now. */
  readonly shut?: boolean;
  readonly testId?: string;
  /** Stands in the field, before the button that sends. */
  readonly children?: ReactNode;
};

/** A field of as many lines as are written. Enter sends, Shift+Enter breaks the line. */
export function SendField({ text, onText, onSend, ready, shut = false, ...props }: Props) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (ready) onSend();
  };
  return (
    <div className={styles.field} data-shut={shut}>
      <textarea
        rows={1}
        aria-label={props.label}
        placeholder={shut ? '' : props.placeholder}
        value={text}
        readOnly={shut}
        aria-invalid={props.invalid}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
        data-testid={props.testId}
      />
      {props.children}
      <IconButton
        variant="quiet"
        icon={<SendHorizontal aria-hidden="true" />}
        label={props.sendLabel}
        shortcut="Enter"
        isDisabled={!ready}
        onPress={onSend}
      />
    </div>
  );
}
