import type { ReactNode } from 'react';
import { Link } from 'wouter';
import buttonStyles from '../design/Button.module.css';
import { classes } from '../design/classes.ts';
import styles from './LinkButton.module.css';

export type LinkButtonProps = {
  readonly href: string;
  readonly variant?: 'primary' | 'plain';
  readonly icon?: ReactNode;
  readonly children: ReactNode;
};

/** Leads to another page and looks like the next thing to do. */
export function LinkButton({ href, variant = 'plain', icon, children }: LinkButtonProps) {
  return (
    <Link
      href={href}
      className={classes(
        buttonStyles.button,
        styles.link,
        variant === 'primary' && buttonStyles.primary,
        variant === 'primary' && styles.primary,
      )}
    >
      {icon}
      {children}
    </Link>
  );
}
