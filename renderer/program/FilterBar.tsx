import { ChevronDown, Star, Video, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { Toolbar } from 'react-aria-components/Toolbar';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/Button.tsx';
import { classes } from '../design/classes.ts';
import menuStyles from '../design/Menu.module.css';
import { usePartTheme } from '../design/partTheme.ts';
import styles from './FilterBar.module.css';
import { countItems, type Facet, facetCounts, isFiltering, noFilter, type ProgramFilter } from './filters.ts';
import type { ProgramEntry } from './programEntries.ts';
import type { Places } from './useProgram.ts';

type Props = {
  readonly entries: readonly ProgramEntry[];
  readonly shown: readonly ProgramEntry[];
  readonly places: Places;
  readonly starred: ReadonlySet<string>;
  readonly filter: ProgramFilter;
  readonly onChange: (filter: ProgramFilter) => void;
};

const facets: readonly Facet[] = ['rooms', 'tracks', 'kinds', 'topics'];

/** What of the program is shown, how much that is, and the way back to all of it. */
export function FilterBar({ entries, shown, places, starred, filter, onChange }: Props) {
  const { t } = useTranslation();
  const count = countItems(shown);
  const all = countItems(entries);
  const recorded = entries.some(({ talks }) => talks.some(({ recording }) => recording !== null));
  return (
    <Toolbar aria-label={t('program.filter.title')} className={styles.bar ?? ''}>
      {facets.map((facet) => (
        <FacetMenu
          key={facet}
          facet={facet}
          counts={facetCounts(entries, filter, starred, facet)}
          places={places}
          chosen={filter[facet]}
          onChange={(chosen) => onChange({ ...filter, [facet]: chosen })}
        />
      ))}
      <Toggle
        icon={<Star aria-hidden />}
        label={t('program.filter.starred')}
        on={filter.starred}
        onChange={(on) => onChange({ ...filter, starred: on })}
      />
      {recorded ? (
        <Toggle
          icon={<Video aria-hidden />}
          label={t('program.filter.recorded')}
          on={filter.recorded}
          onChange={(on) => onChange({ ...filter, recorded: on })}
        />
      ) : null}
      {isFiltering(filter) ? (
        <Button small variant="quiet" icon={<X aria-hidden />} onPress={() => onChange(noFilter)}>
          {t('program.filter.clear')}
        </Button>
      ) : null}
      <span role="status" className={styles.count}>
        {isFiltering(filter)
          ? t('program.filter.shown', { shown: count, count: all })
          : t('program.filter.all', { count: all })}
      </span>
    </Toolbar>
  );
}

type ToggleProps = {
  readonly icon: ReactNode;
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
};

function Toggle({ icon, label, on, onChange }: ToggleProps) {
  return (
    <ToggleButton isSelected={on} onChange={onChange} className={styles.chip ?? ''}>
      {icon}
      {label}
    </ToggleButton>
  );
}

type MenuProps = {
  readonly facet: Facet;
  readonly counts: ReadonlyMap<string, number>;
  readonly places: Places;
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
};

function FacetMenu({ facet, counts, places, chosen, onChange }: MenuProps) {
  const { t } = useTranslation();
  const theme = usePartTheme();
  const named = useFacetNames(facet, places);
  if (counts.size < 2 && chosen.size === 0) return null;
  const values = [...counts].map(([value, count]) => ({ value, count, ...named(value) }));
  values.sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1));
  const one = chosen.size === 1 ? values.find(({ value }) => chosen.has(value))?.name : undefined;
  return (
    <MenuTrigger>
      <Button small className={classes(styles.chip, chosen.size > 0 && styles.chosen)}>
        <span className={styles.name}>
          {t(`program.filter.${facet}`)}
          {chosen.size > 0 ? `: ${one ?? t('program.filter.several', { count: chosen.size })}` : null}
        </span>
        <ChevronDown aria-hidden />
      </Button>
      <Popover {...theme} className={menuStyles.popover ?? ''} offset={6}>
        <AriaMenu
          aria-label={t(`program.filter.${facet}`)}
          className={classes(menuStyles.menu, styles.menu)}
          selectionMode="multiple"
          selectedKeys={chosen}
          onSelectionChange={(keys) =>
            onChange(keys === 'all' ? new Set(counts.keys()) : new Set([...keys].map(String)))
          }
        >
          {values.map(({ value, name, count }) => (
            <MenuItem
              key={value}
              id={value}
              textValue={name}
              className={classes(menuStyles.item, styles.item)}
            >
              <span aria-hidden className={styles.box} />
              <span className={styles.value}>{name}</span>
              <small>{count}</small>
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

type Named = { readonly name: string; readonly order: number };

function useFacetNames(facet: Facet, { rooms, tracks }: Places): (value: string) => Named {
  const { t, i18n } = useTranslation();
  const of = (rows: Places['rooms'] | Places['tracks'], value: string): Named => ({
    name: rows.get(value)?.data.name ?? value,
    order: [...rows.keys()].indexOf(value),
  });
  const kind = (value: string) => {
    const keys = [`program.talkKinds.${value}`, `program.sessionKinds.${value}`];
    const key = keys.find((candidate) => i18n.exists(candidate));
    return key === undefined ? value : String(t(key as 'program.talkKinds.talk'));
  };
  return (value) => {
    if (facet === 'rooms') return of(rooms, value);
    if (facet === 'tracks') return of(tracks, value);
    return { name: facet === 'kinds' ? kind(value) : value, order: 0 };
  };
}
