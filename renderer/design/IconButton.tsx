import { Button as AriaButton } from 'react-aria-components/Button';
import styles from './Button.module.css';
import type { ButtonProps } from './Button.tsx';
import { classes } from './classes.ts';
import { Tooltip } from './Tooltip.tsx';

export type IconButtonProps = Omit<ButtonProps, 'children' | 'aria-label'> & {
  /** Said by the tooltip and to assistive technology. */
  readonly label: string;
  /** The key that does the same, shown in the tooltip. */
  readonly shortcut?: string;
};

export function IconButton({
  label,
  shortcut,
  icon,
  variant = 'plain',
  small,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label} {...(shortcut === undefined ? {} : { shortcut })}>
      <AriaButton
        {...rest}
        aria-label={label}
        className={classes(
          styles.button,
          styles.icon,
          variant !== 'plain' && styles[variant],
          small && styles.small,
          className,
        )}
      >
        {icon}
      </AriaButton>
    </Tooltip>
  );
}
