import type { RowData } from '../../../sync/rows.ts';
import { isNear } from './editDistance.ts';
import { isZone } from './moments.ts';
import { editionYear, findDates } from './pageDates.ts';

/** A sentence of a page in plain text, with the line that its paragraph begins on. */
export type Sentence = { readonly text: string; readonly line: number };

export type HostEvent = {
  readonly name: string;
  /** `SC22`, `ISC 2020`. */
  readonly short: string;
  readonly sentence: Sentence | null;
};

const WITH_HOST =
  /\b(?:in conjunction with|co-?l?located with|collocated with|alongside|as part of|held at|within the framework of|new to)\s+(?:the\s+)?(.{2,240})/i;
const SHORT = /\b[A-Z][A-Za-z-]*[A-Z]\s?['’]?(?:\d{4}|\d{2})?\b(?:'\d{2})?/;
const HOST_ENDS =
  /\s(?:located|held|taking place|which|that|who|where|will|in the|provides?|is|as|hosts?|online event|event)\b|\sin\s(?=[A-Z\d])|\s(?:on|from)\s(?=\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun))|[.;()!?](?:\s|$)|,\s(?=[a-z])|\s[–—-]\s/;

/** The event that a workshop is held with, where a sentence says so by a name with a short name in capitals. */
export function findHost(sentences: readonly Sentence[]): HostEvent | null {
  for (const sentence of sentences) {
    const after = WITH_HOST.exec(sentence.text)?.[1];
    if (after === undefined) continue;
    const name = (after.split(HOST_ENDS)[0] ?? '').replace(/[\s,.:]+$/, '');
    const short = SHORT.exec(name)?.[0];
    if (short && /^[A-Z\d]/.test(name) && name.length < 200 && name.indexOf(short) < 80)
      return { name, short: short.trim(), sentence };
  }
  return null;
}

/** A short name at the end of a subtitle: "… – ISC 2018". */
export function hostInHeading(heading: string): HostEvent | null {
  const name = /(?:[–—@|,-]|\bat)\s*([A-Z][A-Za-z]*[A-Z]\s?['’]?(?:\d{4}|\d{2}))$/.exec(heading.trim())?.[1];
  return name ? { name, short: name, sentence: null } : null;
}

const MONTH = /^(?:January|February|March|April|May|June|July|August|September|October|November|December)\b/;

/** Where it is: "located in Dallas, TX". */
export function findPlace(sentences: readonly Sentence[]): string | null {
  for (const { text } of sentences) {
    const found =
      /\b(?:located|[Hh]eld|takes? place|taking place|hosted) in ([A-Z][^.;()]{1,80}?)(?=\s(?:on|from|and|as|at|with|during)\s|,\s(?:\d|[a-z])|[.;(]|$)/.exec(
        text,
      )?.[1];
    if (found && !MONTH.test(found) && !editionYear(found)) return found.replace(/[\s,]+$/, '');
  }
  return null;
}

const ONLINE =
  /\b(?:turn|turned|move|moved|change|changed|convert|converted)\b.{0,60}\b(?:in)?to an? (?:online|virtual|fully online)\b|\b(?:take|takes|taking|held|run|hosted|happen|happens) (?:place )?(?:as an? |in a )?(?:entirely |fully |completely |purely )?(?:online|virtual)(?:ly)?\b|\bas an? (?:online|virtual) (?:event|workshop|meeting)\b/i;
const HYBRID =
  /\b(?:hybrid (?:event|workshop|format|mode|meeting)|both (?:online|on ?site|in person) and)\b/i;
const ONSITE =
  /\b(?:held|take place|takes place) (?:on-?site|in[ -]person)\b|\bin-person (?:event|workshop)\b/i;

export function findMode(text: string): RowData<'workshop'>['mode'] {
  if (HYBRID.test(text)) return 'hybrid';
  if (ONLINE.test(text)) return 'online';
  return ONSITE.test(text) ? 'onsite' : null;
}

const ALL_TIMES =
  /\b(?:all )?times? (?:are|is)?(?: given| shown)?\s?in ([A-Z][A-Za-z_]+(?:\/[A-Z][A-Za-z_]+){0,2})/;

export type ZoneReading = { readonly zone: string | null; readonly unknown: string | null };

/** The zone that a page says its times are in, by its IANA name or as UTC. */
export function findZone(sentences: readonly Sentence[]): (ZoneReading & { readonly line: number }) | null {
  for (const { text, line } of sentences) {
    const said = ALL_TIMES.exec(text)?.[1];
    if (said) return { ...readZone(said), line };
  }
  return null;
}

export function readZone(text: string): ZoneReading {
  const name = /[A-Za-z_]+(?:\/[A-Za-z_+-]+\d{0,2}){0,2}/.exec(text)?.[0] ?? '';
  const isName = name.includes('/') || name === 'UTC';
  return isName && isZone(name) ? { zone: name, unknown: null } : { zone: null, unknown: text };
}

const NAMED = /\(([A-Z][A-Za-z0-9'’&-]{1,15})\)/g;
const SMALL = /^(?:over|under|from|by|into|across|through|via|a|an|on|for|and|of|in|the|at|to|with|&)$/;
const EVENT = /^(?:workshop|symposium|tutorial|meeting|forum|seminar|bof|conference)s?$/i;

export type NameReading = { readonly title: string; readonly acronym: string };

/** "The … workshop (ABC)": the name of the event with its short name. */
export function findName(sentences: readonly Sentence[]): NameReading | null {
  for (const { text } of sentences) {
    for (const match of text.matchAll(NAMED)) {
      const acronym = match[1] ?? '';
      const words = text
        .slice(Math.max(0, match.index - 200), match.index)
        .trim()
        .split(/\s+/);
      if (!EVENT.test(words.at(-1) ?? '') || (acronym.match(/[A-Z]/g)?.length ?? 0) < 2) continue;
      const from = words.findLastIndex(
        (word) => !/^\p{Lu}/u.test(word) && !SMALL.test(word) && !EVENT.test(word),
      );
      const name = words
        .slice(from + 1)
        .join(' ')
        .replace(/^(?:(?:the|and|of|in|on|for|at|to|with)\s)+/i, '');
      if (name.split(' ').length > 1) return { title: name, acronym };
    }
  }
  return null;
}

/** The name in the prose is the heading's without its slips, word by word. */
export function mendTitle(heading: string, name: string): string | null {
  const [own, other] = [heading.split(' '), name.split(' ')];
  if (heading === name || heading.toLowerCase() === name.toLowerCase()) return null;
  if (own.length !== other.length || !isNear(heading.toLowerCase(), name.toLowerCase(), 2)) return null;
  return own
    .map((word, at) => (word.toLowerCase() === other[at]?.toLowerCase() ? word : other[at]))
    .join(' ');
}

const OF_A_MEETING =
  /\bthis (?:bof|birds of a feather(?: session)?|workshop|session|tutorial|panel) (?:will discuss|discusses|is about|will be about)\s+([^.,;:]{3,80})/i;
/** What a session without a title says that it is about. */
export function findSubject(sentences: readonly Sentence[]): Sentence | null {
  for (const { text, line } of sentences) {
    const subject = OF_A_MEETING.exec(text)?.[1]?.trim();
    if (subject) return { text: subject, line };
  }
  return null;
}

/** The acronym that begins or ends a title: "MLX'30: Machine …", "Machine … (MLX 2030)". */
export function acronymOf(title: string): string | null {
  const [, before] =
    /^([A-Z][A-Za-z0-9-]*[A-Z][A-Za-z-]*)\s?(?:['’]?\d{2}|\d{4})?\s*[:–—-]\s/.exec(title) ?? [];
  const [, inside] = /\(([A-Z][A-Za-z-]*[A-Z][A-Za-z-]*)\s?(?:['’]?\d{2}|\d{4})?\)/.exec(title) ?? [];
  return before ?? inside ?? null;
}

const OWN_DAY =
  /\b(?:workshop|event|bof|it|we|[A-Z]{3,})\b.{0,120}\b(?:take place|takes place|be held|is held|starts?|starting|begins?)\b/i;

/** A sentence that says when the workshop itself begins. */
export function findOwnDay(sentences: readonly Sentence[], host: HostEvent | null): Sentence | null {
  for (const sentence of sentences) {
    if (
      !OWN_DAY.test(sentence.text) ||
      /\b(?:recordings?|videos?|deadline|submissions?|papers?)\b/i.test(sentence.text)
    )
      continue;
    const [date] = findDates(sentence.text);
    const ofHost = sentence.text === host?.sentence?.text && date?.end;
    if (date && !ofHost) return sentence;
  }
  return null;
}
