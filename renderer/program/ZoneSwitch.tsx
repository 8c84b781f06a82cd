import { Check, Globe } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { ListLayout, Virtualizer } from 'react-aria-components/Virtualizer';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/Button.tsx';
import { Popup } from '../design/Menu.tsx';
import { TextField } from '../design/TextField.tsx';
import { useLocale } from '../i18n/useLocale.ts';
import { useProgramChoice } from './programChoice.ts';
import { useProgramZone, type ZoneOf, zoneName } from './useProgramZone.ts';
import styles from './ZoneSwitch.module.css';
import { allZones, findZones, offsetWords } from './zones.ts';

type Props = {
  readonly workshop: ZoneOf;
  /** For which instant offsets are told, ms since the epoch. */
  readonly at: number;
};

/** Says in which zone times are shown, and changes it: the workshop's, one's own, or any other. */
export function ZoneSwitch({ workshop, at }: Props) {
  const { t } = useTranslation();
  const { words } = useProgramZone(workshop);
  return (
    <Popup
      label={t('program.zone.title')}
      trigger={
        <Button small variant="quiet" icon={<Globe aria-hidden />} className={styles.trigger ?? ''}>
          <span className="visually-hidden">{t('program.zone.title')}: </span>
          {words(at)}
        </Button>
      }
    >
      <ZoneChoices workshop={workshop} at={at} />
    </Popup>
  );
}

function ZoneChoices({ workshop, at }: Props) {
  const { t } = useTranslation();
  const { zone: mine } = useLocale();
  const { locale } = useProgramZone(workshop);
  const [choice, choose] = useProgramChoice(workshop.id);
  const theirs = workshop.data.zone;
  return (
    <div className={styles.choices}>
      <div role="radiogroup" aria-label={t('program.zone.title')}>
        <Choice
          zone={theirs}
          at={at}
          label={t('program.zone.workshop')}
          chosen={choice.zone.kind === 'workshop' && theirs !== null}
          onChoose={() => choose({ zone: { kind: 'workshop' } })}
        />
        <Choice
          zone={mine}
          at={at}
          label={t('program.zone.mine')}
          chosen={choice.zone.kind === 'mine' || (choice.zone.kind === 'workshop' && theirs === null)}
          onChoose={() => choose({ zone: { kind: 'mine' } })}
        />
      </div>
      <AnyZone
        at={at}
        chosen={choice.zone.kind === 'named' ? locale.zone : null}
        onChoose={(zone) => choose({ zone: { kind: 'named', zone } })}
      />
    </div>
  );
}

type ChoiceProps = {
  readonly zone: string | null;
  readonly at: number;
  readonly label: string;
  readonly chosen: boolean;
  readonly onChoose: () => void;
};

function Choice({ zone, at, label, chosen, onChoose }: ChoiceProps) {
  const { t } = useTranslation();
  return (
    <label className={styles.choice}>
      <input type="radio" checked={chosen} disabled={zone === null} onChange={onChoose} />
      <span>
        {label}
        <small>{zone === null ? t('common.unknown') : `${zoneName(zone)} · ${offsetWords(zone, at)}`}</small>
      </span>
    </label>
  );
}

type AnyProps = {
  readonly at: number;
  readonly chosen: string | null;
  readonly onChoose: (zone: string) => void;
};

/** A row's height in rem, as the style sheet has it. */
const ROW = 1.75;
const inPixels = (rem: number) =>
  rem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

function AnyZone({ at, chosen, onChoose }: AnyProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const found = useMemo(() => findZones(allZones(at), typed), [at, typed]);
  return (
    <Autocomplete inputValue={typed} onInputChange={setTyped}>
      <TextField autoFocus label={t('program.zone.other')} placeholder={t('program.zone.search')} />
      <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: inPixels(ROW) }}>
        <ListBox
          aria-label={t('program.zone.list')}
          className={styles.list ?? ''}
          items={found}
          dependencies={[chosen]}
          selectionMode="single"
          selectedKeys={chosen === null ? [] : [chosen]}
          onAction={(zone) => onChoose(String(zone))}
          renderEmptyState={() => <p className={styles.none}>{t('program.zone.none', { text: typed })}</p>}
        >
          {({ zone, offset }) => (
            <ListBoxItem id={zone} textValue={zone} className={styles.item ?? ''}>
              <span>{zoneName(zone)}</span>
              <small>{offset}</small>
              {zone === chosen ? <Check aria-hidden /> : null}
            </ListBoxItem>
          )}
        </ListBox>
      </Virtualizer>
    </Autocomplete>
  );
}
