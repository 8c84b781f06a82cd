import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { Dialog } from '../design/Dialog.tsx';
import field from '../design/TextField.module.css';
import { keepSearch } from '../search/recentSearches.ts';
import styles from './Palette.module.css';
import { type PaletteOption, usePaletteOptions } from './usePaletteOptions.tsx';

/** Finds anything on this computer and goes there; Ctrl K or ⌘K. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [entered, setEntered] = useState(false);
  const list = useId();
  const { options, said, current } = usePaletteOptions(text);
  const chosen = options[Math.min(at, options.length - 1)];
  const choose = (option: PaletteOption | undefined) => {
    if (!option) return;
    if (option.act.kind === 'type') return setText(option.act.text);
    keepSearch(text);
    onClose();
    navigate(option.act.path);
  };
  // Enter is for what is typed, and waits where what is shown was found for less of it.
  useEffect(() => {
    if (!entered || !current) return;
    setEntered(false);
    choose(chosen);
  });
  const moveTo = (next: number) => {
    setEntered(false);
    setAt(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') moveTo(Math.min(options.length - 1, at + 1));
    else if (event.key === 'ArrowUp') moveTo(Math.max(0, at - 1));
    else if (event.key === 'Enter') setEntered(true);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={t('shell.searchTitle')} isOpen onClose={onClose} wide>
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={chosen?.id}
        aria-label={t('shell.searchTitle')}
        autoFocus
        className={field.input}
        placeholder={t('search.field')}
        value={text}
        maxLength={200}
        spellCheck={false}
        onChange={(event) => {
          setText(event.target.value);
          moveTo(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className={styles.found}>
        <p role="status" className={said.visible ? styles.none : 'visually-hidden'}>
          {said.text}
        </p>
        <div id={list} role="listbox" aria-label={t('shell.search')} className={styles.list}>
          {options.map((option) => (
            <Option
              key={option.id}
              option={option}
              selected={option === chosen}
              onChoose={() => choose(option)}
            >
              {option.shown}
            </Option>
          ))}
        </div>
      </div>
    </Dialog>
  );
}

type OptionProps = {
  readonly option: PaletteOption;
  readonly selected: boolean;
  readonly onChoose: () => void;
  readonly children: ReactNode;
};

function Option({ option, selected, onChoose, children }: OptionProps) {
  return (
    <button
      type="button"
      role="option"
      id={option.id}
      ref={(button) => {
        if (selected) button?.scrollIntoView({ block: 'nearest' });
      }}
      aria-selected={selected}
      tabIndex={-1}
      className={option.isLast ? `${styles.item} ${styles.last}` : styles.item}
      onClick={onChoose}
    >
      {option.icon}
      {children}
    </button>
  );
}
