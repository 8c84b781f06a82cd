import type { ReactNode } from 'react';
import { Button, type ButtonProps } from '../../design/Button.tsx';
import { Tooltip } from '../../design/Tooltip.tsx';
import styles from './BarButton.module.css';

type Props = Omit<ButtonProps, 'children' | 'small' | 'variant' | 'icon'> & {
  readonly icon: ReactNode;
  /** What is read while there is room for it; the name always. */
  readonly words: string;
  /** What it does, in a tooltip. */
  readonly said: string;
  /** Gives up its words before the others do. */
  readonly yieldsFirst?: boolean;
};

/** A button of the top bar: in words where these fit on the one line, else its icon. */
export function BarButton({ icon, words, said, yieldsFirst = false, ...rest }: Props) {
  return (
    <Tooltip text={said}>
      <Button
        small
        variant="quiet"
        className={(yieldsFirst ? styles.first : styles.button) ?? ''}
        icon={icon}
        {...rest}
      >
        <span>{words}</span>
      </Button>
    </Tooltip>
  );
}
