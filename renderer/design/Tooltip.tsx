import type { ReactElement } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import { usePartTheme } from './partTheme.ts';
import styles from './Tooltip.module.css';

export type TooltipProps = {
  readonly text: string;
  readonly shortcut?: string;
  /** One control that takes the focus. */
  readonly children: ReactElement;
};

/** Names a control, or tells the whole of what is cut short. Never the only place of a fact. */
export function Tooltip({ text, shortcut, children }: TooltipProps) {
  const theme = usePartTheme();
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      {children}
      <AriaTooltip {...theme} className={styles.tooltip ?? ''} offset={6}>
        {text}
        {shortcut === undefined ? null : <kbd>{shortcut}</kbd>}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
