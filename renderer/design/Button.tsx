import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import styles from './Button.module.css';
import { classes } from './classes.ts';

export type ButtonVariant = 'primary' | 'plain' | 'quiet' | 'danger' | 'ask';

export type ButtonProps = Omit<AriaButtonProps, 'className' | 'style' | 'children'> & {
  readonly variant?: ButtonVariant;
  readonly small?: boolean;
  readonly icon?: ReactNode;
  readonly children?: ReactNode;
  readonly className?: string;
  readonly ref?: Ref<HTMLButtonElement>;
};

/** A thing to do, in words. `primary` for the one that a page is about, `ask` for asking only. */
export function Button({ variant = 'plain', small, icon, children, className, ...rest }: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      className={classes(
        styles.button,
        variant !== 'plain' && styles[variant],
        small && styles.small,
        className,
      )}
    >
      {icon}
      {children}
    </AriaButton>
  );
}
