import type { TFunction } from 'i18next';
import { assertNever } from '#shared/assertNever.ts';
import type { AgendaChange } from '#shared/program/agendaChanges.ts';
import type { Moment } from '#shared/program/moment.ts';
import { type Locale, momentWords, timeWords, weekdayWords } from '#shared/program/momentWords.ts';

/** `45 min`, `1 h`, `1 h 30 min`; whole minutes. */
export function durationWords(minutes: number, t: TFunction): string {
  const whole = Math.round(minutes);
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  if (hours === 0) return t('common.minutes', { count: rest });
  const long = t('agenda.hours', { count: hours });
  return rest === 0 ? long : `${long} ${t('common.minutes', { count: rest })}`;
}

/** What changed of a talk, as the rest of a sentence that its title begins: `is cancelled`. */
export function changeWords(change: AgendaChange, t: TFunction, locale: Locale): string {
  switch (change.kind) {
    case 'removed':
    case 'cancelled':
      return t(`agenda.change.${change.kind}`);
    case 'renamed':
      return t('agenda.change.renamed', { from: change.from });
    case 'earlier':
    case 'later': {
      const by = durationWords(change.minutes, t);
      return t(`agenda.change.${change.kind}`, { by, to: clockWords(change.to, t, locale) });
    }
    case 'day':
      return t('agenda.change.day', {
        from: whenWords(change.from, t, locale),
        to: whenWords(change.to, t, locale),
      });
    case 'time-known':
      return t('agenda.change.time-known', { to: whenWords(change.to, t, locale) });
    case 'time-unknown':
      return t('agenda.change.time-unknown', { from: whenWords(change.from, t, locale) });
    case 'room':
      return t('agenda.change.room', { from: change.from, to: change.to });
    case 'room-known':
      return t('agenda.change.room-known', { to: change.to });
    case 'room-unknown':
      return t('agenda.change.room-unknown', { from: change.from });
    case 'longer':
    case 'shorter': {
      const by = durationWords(change.minutes, t);
      return t(`agenda.change.${change.kind}`, { by, to: durationWords(change.to, t) });
    }
    case 'length-known':
      return t('agenda.change.length-known', { to: durationWords(change.to, t) });
    case 'length-unknown':
      return t('agenda.change.length-unknown', { from: durationWords(change.from, t) });
    default:
      return assertNever(change);
  }
}

function clockWords(moment: Moment, t: TFunction, locale: Locale): string {
  return moment.kind === 'instant' ? timeWords(Date.parse(moment.at), locale) : whenWords(moment, t, locale);
}

/** `Thursday 25 June, 16:00` */
function whenWords(moment: Moment, t: TFunction, locale: Locale): string {
  if (moment.kind === 'instant') {
    const at = Date.parse(moment.at);
    return `${weekdayWords(at, locale)}, ${timeWords(at, locale)}`;
  }
  return momentWords(moment, locale) ?? t('agenda.toBeAnnounced');
}
