import { ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import { Input } from 'react-aria-components/Input';
import { SearchField } from 'react-aria-components/SearchField';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../design/IconButton.tsx';
import styles from './Transcript.module.css';
import type { Find } from './useFind.ts';

type Props = { readonly find: Find; readonly onStep: (way: 1 | -1) => void };

/** Finds words in the transcript; Enter goes to them, in the recording too. */
export function FindBar({ find, onStep }: Props) {
  const { t } = useTranslation();
  const { text, setText, found, at } = find;
  const isAsked = text.trim() !== '';
  return (
    <div className={styles.find}>
      <SearchField
        aria-label={t('player.transcript.find')}
        className={styles.findField ?? ''}
        value={text}
        onChange={setText}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || found.length === 0) return;
          event.preventDefault();
          onStep(event.shiftKey ? -1 : 1);
        }}
      >
        <Search aria-hidden />
        <Input placeholder={t('player.transcript.find')} />
      </SearchField>
      {isAsked ? (
        <>
          <output className={styles.count}>
            {found.length === 0
              ? t('player.transcript.foundNone')
              : t('player.transcript.found', { at: at === null ? '–' : at + 1, count: found.length })}
          </output>
          <IconButton
            small
            variant="quiet"
            icon={<ChevronUp aria-hidden />}
            label={t('player.transcript.previous')}
            shortcut="Shift ⏎"
            isDisabled={found.length === 0}
            onPress={() => onStep(-1)}
          />
          <IconButton
            small
            variant="quiet"
            icon={<ChevronDown aria-hidden />}
            label={t('player.transcript.next')}
            shortcut="⏎"
            isDisabled={found.length === 0}
            onPress={() => onStep(1)}
          />
          <IconButton
            small
            variant="quiet"
            icon={<X aria-hidden />}
            label={t('player.transcript.clear')}
            shortcut="Esc"
            onPress={() => setText('')}
          />
        </>
      ) : null}
    </div>
  );
}
