import { useTranslation } from 'react-i18next';
import { Tag } from '../design/Tag.tsx';

type Props = { readonly on: boolean; readonly cancelled: boolean; readonly live: boolean };

/** What stands out about an entry: that it is cancelled, on now, or held live. */
export function StateTags({ on, cancelled, live }: Props) {
  const { t } = useTranslation();
  if (cancelled) return <Tag tone="live">{t('program.cancelled')}</Tag>;
  return (
    <>
      {on ? <Tag tone="soft">{t('program.onNow')}</Tag> : null}
      {live ? <Tag>{t('program.heldLive')}</Tag> : null}
    </>
  );
}
