import { useTranslation } from 'react-i18next';
import type { Moment } from '#shared/program/moment.ts';
import { momentWords } from '#shared/program/momentWords.ts';
import type { WorkshopEntry } from '../sync/useWorkshops.ts';
import { dateIn } from './days.ts';
import type { When } from './programEntries.ts';
import { dayTitle, rangeWords } from './timeWords.ts';
import { useProgramZone } from './useProgramZone.ts';

type Props = {
  readonly workshop: WorkshopEntry;
  readonly when: When;
  /** The start as its source says it: told where it is less than an instant. */
  readonly stated: Moment;
};

/** The day and the hours of something, with the zone they are in; or what of that is to be announced. */
export function WhenWords({ workshop, when, stated }: Props) {
  const { t } = useTranslation();
  const { locale, words } = useProgramZone(workshop);
  const { start, end } = when;
  if (start === null) {
    const day = when.date === null ? momentWords(stated, locale) : dayTitle(when.date, locale.language);
    if (day === null) return t('program.timeUnknown');
    return (
      <>
        {day}
        <small>{t(stated.kind === 'year' ? 'program.dayUnknownLater' : 'program.timeUnknownLater')}</small>
      </>
    );
  }
  return (
    <>
      <time dateTime={new Date(start).toISOString()}>
        {dayTitle(dateIn(locale.zone, start), locale.language)}
      </time>
      <br />
      {rangeWords(start, end, locale)}
      {end === null ? <small>{t('program.endUnknown')}</small> : null}
      <small>{words(start)}</small>
    </>
  );
}
