import { Megaphone } from 'lucide-react';
import { momentEnd, momentTime } from '#shared/program/momentTime.ts';
import { momentWords } from '#shared/program/momentWords.ts';
import { Banner } from '../design/Banner.tsx';
import { useLocale } from '../i18n/useLocale.ts';
import { useRows } from '../sync/useRows.ts';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import styles from './WorkshopPage.module.css';

/** What the organizers want known, newest first, until it expires. `now`: the program's clock in ms. */
export function Announcements({ now }: { readonly now: number }) {
  const locale = useLocale();
  const { zone } = useWorkshop().data;
  const shown = (useRows('announcement') ?? [])
    .filter(({ data }) => (momentEnd(data.expires, zone) ?? Infinity) > now)
    .sort((a, b) => (momentTime(b.data.when) ?? 0) - (momentTime(a.data.when) ?? 0));
  if (shown.length === 0) return null;
  return (
    <div className={styles.banners}>
      {shown.map(({ id, data }) => (
        <Banner key={id} tone="ask" icon={<Megaphone aria-hidden />} aside={momentWords(data.when, locale)}>
          <strong>{data.title}</strong> {data.text}
        </Banner>
      ))}
    </div>
  );
}
