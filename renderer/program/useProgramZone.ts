import { useTranslation } from 'react-i18next';
import type { Locale } from '#shared/program/momentWords.ts';
import { useLocale } from '../i18n/useLocale.ts';
import { useProgramChoice } from './programChoice.ts';
import { offsetWords } from './zones.ts';

/** What times are shown of: a workshop, or the agenda of all of them. */
export type ZoneOf = { readonly id: string; readonly data: { readonly zone: string | null } };

export type ProgramZone = {
  /** The language, and the zone in which times of this workshop are shown. */
  readonly locale: Locale;
  /** Whose time that is: `your time`. */
  readonly whose: string;
  /** The zone with its offset at an instant (ms since the epoch): `Europe/Berlin (GMT+02:00), your time`. */
  readonly words: (at: number) => string;
};

/** The zone that the person has chosen for a workshop's times; one's own where the workshop has none. */
export function useProgramZone(workshop: ZoneOf): ProgramZone {
  const { t } = useTranslation();
  const { language, zone: mine } = useLocale();
  const [{ zone: choice }] = useProgramChoice(workshop.id);
  const theirs = workshop.data.zone;
  const zone =
    choice.kind === 'named' ? choice.zone : choice.kind === 'workshop' && theirs !== null ? theirs : mine;
  const whose = () => {
    if (zone === mine) return zone === theirs ? t('program.zone.both') : t('common.yourTime');
    return zone === theirs ? t('program.zone.workshopTime') : t('program.zone.otherTime');
  };
  return {
    locale: { language, zone },
    whose: whose(),
    words: (at) =>
      t('program.zone.words', { zone: zoneName(zone), offset: offsetWords(zone, at), whose: whose() }),
  };
}

/** `America/New York`: an IANA name as people read it. */
export function zoneName(zone: string): string {
  return zone.replaceAll('_', ' ');
}
