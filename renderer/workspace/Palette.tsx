import { Presentation, User, Video } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { Dialog } from '../design/Dialog.tsx';
import field from '../design/TextField.module.css';
import { type JumpTarget, matchTargets } from './jumpTargets.ts';
import styles from './Palette.module.css';
import { useJumpTargets } from './useJumpTargets.ts';

const icons = { workshop: Presentation, talk: Video, person: User } as const;

/** Goes to a workshop, a talk or a person by a part of its name. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const found = matchTargets(useJumpTargets(), text);
  const chosen = found[Math.min(at, found.length - 1)];
  const go = (target: JumpTarget | undefined) => {
    if (!target) return;
    onClose();
    navigate(target.path);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    else if (event.key === 'Enter') go(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={t('shell.searchTitle')} isOpen onClose={onClose} wide>
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls="palette"
        aria-activedescendant={chosen?.id}
        aria-label={t('shell.searchTitle')}
        autoFocus
        className={field.input}
        placeholder={t('shell.searchStart')}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      {found.length === 0 ? <p className={styles.none}>{t('shell.searchNone', { text })}</p> : null}
      <div id="palette" role="listbox" aria-label={t('shell.search')} className={styles.list}>
        {found.map((target) => (
          <Target key={target.id} target={target} selected={target === chosen} onChoose={() => go(target)} />
        ))}
      </div>
    </Dialog>
  );
}

type TargetProps = {
  readonly target: JumpTarget;
  readonly selected: boolean;
  readonly onChoose: () => void;
};

function Target({ target, selected, onChoose }: TargetProps) {
  const Icon = icons[target.kind];
  return (
    <button
      type="button"
      role="option"
      id={target.id}
      aria-selected={selected}
      tabIndex={-1}
      className={styles.item}
      onClick={onChoose}
    >
      <Icon aria-hidden />
      <span className={styles.text}>
        {target.title}
        <small>{target.where}</small>
      </span>
    </button>
  );
}
