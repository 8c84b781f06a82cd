import { Search as SearchIcon } from 'lucide-react';
import { memo, useCallback, useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../design/Banner.tsx';
import { Button } from '../design/Button.tsx';
import { EmptyState } from '../design/EmptyState.tsx';
import { useWorkshops } from '../sync/useWorkshops.ts';
import { Page, PageHead } from '../workspace/Page.tsx';
import { type SearchKind, searchKinds } from './documents.ts';
import { HitList } from './HitList.tsx';
import { RecentSearches } from './RecentSearches.tsx';
import type { SearchFound, SearchQuery } from './SearchIndex.ts';
import styles from './SearchPage.module.css';
import { useSearch } from './SearchProvider.tsx';
import { SearchTools } from './SearchTools.tsx';
import { useArrowKeys } from './useArrowKeys.ts';
import { useTyped } from './useTyped.ts';

const FEW = 5;
const MANY = 200;

/** Search as you type over everything on this computer; the address keeps what was typed. */
export function SearchPage() {
  const { t } = useTranslation();
  const [text, setText] = useTyped();
  const [kind, setKind] = useState<SearchKind | null>(null);
  const [workshop, setWorkshop] = useState<string | null>(null);
  const query = { text, kind, workshop, perKind: kind === null ? FEW : MANY };
  const { status, answer } = useSearch(query);
  const shown = useDeferredValue(answer);
  const onKeyDown = useArrowKeys();
  const everywhere = useCallback(() => {
    setKind(null);
    setWorkshop(null);
  }, []);
  return (
    <Page title={t('search.title')}>
      <PageHead title={t('search.title')} text={t('search.text')} />
      <search className={styles.search} onKeyDown={onKeyDown}>
        <SearchTools
          {...query}
          counts={shown?.found.counts ?? null}
          onText={setText}
          onKind={setKind}
          onWorkshop={setWorkshop}
        />
        <p role="status" className="visually-hidden">
          {shown && text.trim() !== ''
            ? t('search.foundFor', { count: total(shown.found, shown.query), text: shown.query.text })
            : ''}
        </p>
        {status.state === 'failed' ? (
          <EmptyState title={t('search.failed')} text={t('search.failedText')} />
        ) : text.trim() === '' ? (
          <Start onChoose={setText} />
        ) : shown ? (
          <Results
            shown={shown}
            reading={status.state === 'reading'}
            onKind={setKind}
            onEverywhere={everywhere}
          />
        ) : null}
      </search>
    </Page>
  );
}

function total({ counts }: SearchFound, { kind }: SearchQuery): number {
  if (kind !== null) return counts[kind];
  return searchKinds.reduce((sum, one) => sum + counts[one], 0);
}

function Start({ onChoose }: { readonly onChoose: (text: string) => void }) {
  const { t } = useTranslation();
  return (
    <>
      <EmptyState icon={<SearchIcon aria-hidden />} title={t('search.start')} text={t('search.startText')} />
      <RecentSearches onChoose={onChoose} />
    </>
  );
}

type ResultsProps = {
  readonly shown: { readonly query: SearchQuery; readonly found: SearchFound };
  readonly reading: boolean;
  readonly onKind: (kind: SearchKind) => void;
  readonly onEverywhere: () => void;
};

/** Not drawn anew with every letter, but when there is another answer. */
const Results = memo(function Results({ shown, reading, onKind, onEverywhere }: ResultsProps) {
  const { t } = useTranslation();
  const workshops = useWorkshops() ?? [];
  const { query, found } = shown;
  const narrowed = query.kind !== null || query.workshop !== null;
  return (
    <>
      {reading ? (
        <Banner tone="acc" icon={<SearchIcon aria-hidden />}>
          {t('search.reading')}
        </Banner>
      ) : null}
      {found.hits.length === 0 ? (
        <EmptyState
          title={t('search.none', { text: query.text })}
          text={narrowed ? t('search.noneHere') : t('search.noneText')}
          act={narrowed ? <Button onPress={onEverywhere}>{t('search.everywhere')}</Button> : undefined}
        />
      ) : (
        searchKinds.map((kind) => (
          <HitList
            key={kind}
            kind={kind}
            text={query.text}
            hits={found.hits.filter((hit) => hit.kind === kind)}
            count={found.counts[kind]}
            workshops={workshops}
            onAll={() => onKind(kind)}
          />
        ))
      )}
    </>
  );
});
