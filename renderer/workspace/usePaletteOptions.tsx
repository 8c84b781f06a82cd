import { History, Presentation, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { entryOf } from '../search/HitList.tsx';
import { HitText, KindIcon } from '../search/HitText.tsx';
import { hitPath } from '../search/hitPath.ts';
import { useRecentSearches } from '../search/recentSearches.ts';
import { useSearch } from '../search/SearchProvider.tsx';
import { useWorkshops, type WorkshopEntry } from '../sync/useWorkshops.ts';
import { searchPath, workshopPath } from './routes.ts';
import { workshopName } from './workshopName.ts';

const FEW = 4;
const MOST_RECENT = 4;

export type PaletteOption = {
  readonly id: string;
  readonly icon: ReactNode;
  readonly shown: ReactNode;
  /** Below all others, wherever they end. */
  readonly isLast?: true;
  readonly act:
    | { readonly kind: 'go'; readonly path: string }
    | { readonly kind: 'type'; readonly text: string };
};

type Options = {
  readonly options: readonly PaletteOption[];
  /** How much was found, for who cannot see the list; for all where nothing was. */
  readonly said: { readonly text: string; readonly visible: boolean };
  /** These are for the text as it is, and not for one before it. */
  readonly current: boolean;
};

/** What can be chosen for what is typed: hits, or, before anything is typed, recent searches and workshops. */
export function usePaletteOptions(text: string): Options {
  const { t } = useTranslation();
  const workshops = useWorkshops() ?? [];
  const recent = useRecentSearches();
  const { answer, status } = useSearch({ text, kind: null, workshop: null, perKind: FEW });
  if (text.trim() === '') {
    const searches = recent.slice(0, MOST_RECENT).map(recentOption);
    const options = [...searches, ...workshops.map(workshopOption)];
    return { options, said: { text: '', visible: false }, current: true };
  }
  if (!answer) return { options: [], said: { text: '', visible: false }, current: false };
  const current = answer.query.text === text;
  const hits = answer.found.hits.flatMap((hit): PaletteOption[] => {
    const entry = entryOf(hit, workshops);
    if (!entry) return [];
    return [
      {
        id: `hit-${hit.kind}-${hit.rowId}`,
        icon: <KindIcon kind={hit.kind} />,
        shown: <HitText hit={hit} where={workshopName(entry.data)} withKind />,
        act: { kind: 'go', path: hitPath(hit, entry) },
      },
    ];
  });
  if (hits.length === 0) {
    const said = status.state === 'reading' ? t('search.reading') : t('search.none', { text });
    return { options: [], said: { text: said, visible: true }, current };
  }
  const count = Object.values(answer.found.counts).reduce((sum, one) => sum + one, 0);
  const all: PaletteOption = {
    id: 'search-all',
    icon: <Search aria-hidden />,
    shown: t('search.seeAll', { text }),
    isLast: true,
    act: { kind: 'go', path: searchPath(text) },
  };
  return { options: [...hits, all], said: { text: t('search.found', { count }), visible: false }, current };
}

function recentOption(text: string): PaletteOption {
  return { id: `recent-${text}`, icon: <History aria-hidden />, shown: text, act: { kind: 'type', text } };
}

function workshopOption(entry: WorkshopEntry): PaletteOption {
  return {
    id: `workshop-${entry.id}`,
    icon: <Presentation aria-hidden />,
    shown: entry.data.title,
    act: { kind: 'go', path: workshopPath(entry) },
  };
}
