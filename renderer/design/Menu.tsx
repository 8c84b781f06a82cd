import type { ReactElement, ReactNode } from 'react';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { classes } from './classes.ts';
import styles from './Menu.module.css';
import { usePartTheme } from './partTheme.ts';

export type MenuEntry = {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly disabled?: boolean;
  readonly act: () => void;
};

export type MenuProps = {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  /** The button that opens it. */
  readonly children: ReactElement;
};

export function Menu({ label, entries, children }: MenuProps) {
  const theme = usePartTheme();
  return (
    <MenuTrigger>
      {children}
      <Popover {...theme} className={styles.popover ?? ''} offset={6}>
        <AriaMenu aria-label={label} className={styles.menu ?? ''}>
          {entries.map((entry) => (
            <MenuItem
              key={entry.id}
              id={entry.id}
              textValue={entry.label}
              isDisabled={entry.disabled === true}
              onAction={entry.act}
              className={styles.item ?? ''}
            >
              {entry.icon}
              {entry.label}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

export type PopupProps = {
  readonly label: string;
  /** The button that opens it. */
  readonly trigger: ReactElement;
  readonly children: ReactNode;
};

/** A small panel beside the button that opens it. */
export function Popup({ label, trigger, children }: PopupProps) {
  const theme = usePartTheme();
  return (
    <DialogTrigger>
      {trigger}
      <Popover {...theme} className={classes(styles.popover, styles.pad)} offset={6}>
        <Dialog aria-label={label} className={styles.menu ?? ''}>
          {children}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
