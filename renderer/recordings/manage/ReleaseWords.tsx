import { useTranslation } from 'react-i18next';
import type { Moment } from '#shared/program/moment.ts';
import { useLocale } from '../../i18n/useLocale.ts';
import { useWorkshop } from '../../sync/WorkshopScope.tsx';
import { releaseTime } from './releaseTime.ts';

export function ReleaseWords({ release, open }: { readonly release: Moment; readonly open: boolean }) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const when = releaseTime(release, language, useWorkshop().data.zone);
  if (when === null) return <p>{t('manage.releaseUnknown')}</p>;
  return <p>{t(open ? 'manage.releaseOpen' : 'manage.releaseOpens', { when })}</p>;
}
