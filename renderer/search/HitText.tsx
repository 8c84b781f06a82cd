import { CalendarRange, Captions, Megaphone, NotebookPen, Presentation, User, Video } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { clockText } from '#shared/program/clockText.ts';
import type { SearchKind } from './documents.ts';
import styles from './Hit.module.css';
import { Pieces } from './Pieces.tsx';
import type { SearchHit } from './SearchIndex.ts';

const icons = {
  workshop: Presentation,
  session: CalendarRange,
  talk: Video,
  person: User,
  announcement: Megaphone,
  captions: Captions,
  note: NotebookPen,
} as const;

export function KindIcon({ kind }: { readonly kind: SearchKind }) {
  const Icon = icons[kind];
  return <Icon aria-hidden />;
}

type Props = {
  readonly hit: SearchHit;
  /** The workshop's short name. */
  readonly where: string;
  /** Says the kind too, where no heading does. */
  readonly withKind?: boolean;
};

/** What was found, with the field and the words that it was found by. */
export function HitText({ hit, where, withKind }: Props) {
  const { t } = useTranslation();
  const { found, kind } = hit;
  const fieldName = () => {
    if (!found) return null;
    if (found.field === 'captions') return t('search.fields.captions', { at: clockText(hit.second ?? 0) });
    if (found.field === 'text') return t(`search.textOf.${kind}`);
    if (found.field === 'places' && kind === 'workshop') return t('search.placeOf.workshop');
    return t(`search.fields.${found.field}`);
  };
  return (
    <span className={styles.text}>
      <span className={styles.title}>
        {hit.title.length === 0 ? t('search.untitled') : <Pieces pieces={hit.title} />}
      </span>
      {found ? (
        <span className={styles.snippet}>
          <b>{fieldName()}</b> <Pieces pieces={found.pieces} />
        </span>
      ) : null}
      <small>{withKind ? `${t(`search.one.${kind}`)} · ${where}` : where}</small>
    </span>
  );
}
