/** A calendar day as a page writes it; the year where it says one. */
export type Day = { readonly year: number | null; readonly month: number; readonly day: number };

export type FoundDate = {
  /** Where it stands in its text. */
  readonly from: number;
  readonly to: number;
  readonly start: Day;
  /** The last day of a range. */
  readonly end: Day | null;
  /** `2022-08-01T12:00:00Z`, where the text gives an instant in full. */
  readonly instant: string | null;
};

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?';
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?';
const DASH = '\\s{0,3}(?:-|–|—|to|until|through)\\s{0,3}';
const YEAR = "(?:\\s{0,3},?\\s{0,3}((?:19|20)\\d{2})(?!\\d)|\\s?['’](\\d{2})(?!\\d))?";
const WITHOUT_YEAR_FOLLOWS = '(?![\\d/]|\\.\\d)';

type Reader = {
  readonly pattern: RegExp;
  readonly read: (found: readonly (string | undefined)[]) => Omit<FoundDate, 'from' | 'to'> | null;
};

const month = (name: string | undefined): number =>
  MONTHS.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1;
const year = (long: string | undefined, short?: string): number | null =>
  long ? Number(long) : short ? 2000 + Number(short) : null;
const day = (y: number | null, m: number, d: string | undefined): Day => ({
  year: y,
  month: m,
  day: Number(d),
});
const single = (start: Day): Omit<FoundDate, 'from' | 'to'> => ({ start, end: null, instant: null });

const READERS: readonly Reader[] = [
  {
    pattern:
      /(?<![\d.])(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:?\d{2}))?(?!\d)/gi,
    read: ([, y, m, d, time, offset]) => {
      const start = day(Number(y), Number(m), d);
      const text = time
        ? `${y}-${m?.padStart(2, '0')}-${d?.padStart(2, '0')}T${time}${offset?.toUpperCase()}`
        : '';
      const at = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
      return { start, end: null, instant: Number.isNaN(at) ? null : new Date(at).toISOString() };
    },
  },
  {
    pattern: new RegExp(`\\b${MONTH}\\s{1,3}${DAY}(?:${DASH}${DAY})?${YEAR}${WITHOUT_YEAR_FOLLOWS}`, 'gi'),
    read: ([, name, first, last, long, short]) => {
      const y = year(long, short);
      const start = day(y, month(name), first);
      return { start, end: last ? day(y, month(name), last) : null, instant: null };
    },
  },
  {
    pattern: new RegExp(
      `(?<!\\d)${DAY}\\.?(?:${DASH}${DAY}\\.?)?\\s{1,3}(?:of\\s{1,3})?${MONTH}${YEAR}`,
      'gi',
    ),
    read: ([, first, last, name, long, short]) => {
      const y = year(long, short);
      const start = day(y, month(name), first);
      return { start, end: last ? day(y, month(name), last) : null, instant: null };
    },
  },
  {
    pattern: /(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?!\d)/g,
    read: ([, d, m, y]) => single(day(y?.length === 2 ? 2000 + Number(y) : Number(y), Number(m), d)),
  },
  {
    pattern: /(?<![\d/])(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?![\d/])/g,
    read: ([, a, b, y]) => single(american(y?.length === 2 ? 2000 + Number(y) : Number(y), a, b)),
  },
  {
    pattern:
      /(?<=(?:\bon|\bst\w{1,8}ing|\bfrom|\buntil|\btill|\bby|\bbefore|\bafter|\bdue|\bsince|\bdate|:|^|\bstarts?|\band|\bto)\s{1,3})(\d{1,2})\/(\d{1,2})(?![\d/]|\s{0,2}(?:of|presentation|discussion|talk)\b)/gi,
    read: ([, a, b]) => (Number(a) === 0 || Number(b) === 0 ? null : single(american(null, a, b))),
  },
];

/** Month before day, as pages in English have it; the other way where only that is a date. */
function american(y: number | null, a: string | undefined, b: string | undefined): Day {
  return Number(a) > 12 && Number(b) <= 12 ? day(y, Number(b), a) : day(y, Number(a), b);
}

/** Whether the calendar has this day; without its year, whether any year has it. */
export function isRealDay({ year: y, month: m, day: d }: Day): boolean {
  const date = new Date(Date.UTC(y ?? 2024, m - 1, d));
  return m >= 1 && m <= 12 && date.getUTCMonth() === m - 1 && date.getUTCDate() === d;
}

const ONLY_DASH = new RegExp(`^${DASH}$`, 'i');

/** "13 November 2022 - 2 December 2022" is one range; its first day has the year of its last. */
function joined(dates: readonly FoundDate[], text: string): readonly FoundDate[] {
  const found: FoundDate[] = [];
  for (const date of dates) {
    const before = found.at(-1);
    const isRange =
      before &&
      !before.end &&
      !date.end &&
      !before.instant &&
      ONLY_DASH.test(text.slice(before.to, date.from));
    if (!before || !isRange) {
      found.push(date);
      continue;
    }
    const start = { ...before.start, year: before.start.year ?? date.start.year };
    found[found.length - 1] = { ...before, to: date.to, start, end: date.start };
  }
  return found;
}

const LIKELY = /\d[/.-]\d|\d(?:st|nd|rd|th)?\b.{0,8}[a-z]{3}|[a-z]{3}.{0,4}\d/i;
const LONGEST = 4000;

/**
 * Dates in the common spellings, in their order: `Aug 1, 2022`, `1 August 2022`, `2022-08-01`, `01.08.2022`,
 * `August 1st`, `November 13 - 20`, `6/20` (month before day, and only behind a word that asks for a date).
 * Days that no calendar has are among them.
 */
export function findDates(text: string): readonly FoundDate[] {
  if (text.length > LONGEST || !LIKELY.test(text)) return [];
  const all = READERS.flatMap(({ pattern, read }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const date = read(match);
      return date ? [{ ...date, from: match.index, to: match.index + match[0].length }] : [];
    }),
  );
  const ordered = all.sort((a, b) => a.from - b.from || b.to - a.to);
  const apart = ordered.filter(
    (date, at) => !ordered.slice(Math.max(0, at - 6), at).some(({ to }) => to > date.from),
  );
  return joined(apart, text);
}

export const ANYWHERE = /\(?\b(?:AoE|anywhere[ -]on[ -]earth)\b\)?/i;

/** The year that a text names as an edition: `ISC 2020`, `ISC'19`, `SC22`; not one of a longer number. */
export function editionYear(text: string): number | null {
  const long = /(?<![\d-])((?:19|20)\d{2})(?![\d-])/.exec(text)?.[1];
  if (long) return Number(long);
  const short = /\b[A-Z][A-Za-z]*[A-Z]\s?['’]?(\d{2})\b/.exec(text)?.[1];
  return short ? 2000 + Number(short) : null;
}
