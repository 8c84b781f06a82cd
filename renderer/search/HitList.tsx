import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Button } from '../design/Button.tsx';
import type { WorkshopEntry } from '../sync/useWorkshops.ts';
import { workshopName } from '../workspace/workshopName.ts';
import type { SearchKind } from './documents.ts';
import { HitText, KindIcon } from './HitText.tsx';
import { hitPath } from './hitPath.ts';
import { keepSearch } from './recentSearches.ts';
import type { SearchHit } from './SearchIndex.ts';
import styles from './SearchPage.module.css';

type Props = {
  readonly kind: SearchKind;
  readonly text: string;
  readonly hits: readonly SearchHit[];
  readonly count: number;
  readonly workshops: readonly WorkshopEntry[];
  readonly onAll: () => void;
};

/** The hits of one kind, under its name. */
export function HitList({ kind, text, hits, count, workshops, onAll }: Props) {
  const { t } = useTranslation();
  const heading = useId();
  if (hits.length === 0) return null;
  return (
    <section className={styles.group} aria-labelledby={heading}>
      <h2 id={heading}>
        {t(`search.kinds.${kind}`)} <span className={styles.count}>{count}</span>
      </h2>
      <ul>
        {hits.map((hit) => (
          <HitRow key={hit.id} hit={hit} text={text} entry={entryOf(hit, workshops)} />
        ))}
      </ul>
      {count > hits.length && hits.length < MOST_SHOWN ? (
        <Button small variant="quiet" onPress={onAll}>
          {t('search.moreOf', { count: Math.min(count, MOST_SHOWN) })}
        </Button>
      ) : null}
    </section>
  );
}

const MOST_SHOWN = 200;

export function entryOf(
  hit: Pick<SearchHit, 'hub' | 'workshopId'>,
  workshops: readonly WorkshopEntry[],
): WorkshopEntry | undefined {
  return workshops.find(({ id, hub }) => id === hit.workshopId && hub.fingerprint === hit.hub);
}

type RowProps = {
  readonly hit: SearchHit;
  readonly text: string;
  readonly entry: WorkshopEntry | undefined;
};

/** A workshop that was left a moment ago is not offered any more. */
function HitRow({ hit, text, entry }: RowProps) {
  if (!entry) return null;
  return (
    <li>
      <Link href={hitPath(hit, entry)} data-hit className={styles.hit ?? ''} onClick={() => keepSearch(text)}>
        <KindIcon kind={hit.kind} />
        <HitText hit={hit} where={workshopName(entry.data)} />
      </Link>
    </li>
  );
}
