import type { Moment } from '../../moment.ts';
import type { Block } from './blocks.ts';
import { linesOf } from './blocks.ts';
import { keyPart, shortName } from './DraftRows.ts';
import type { SourceLine } from './Ledger.ts';
import { readMoments } from './moments.ts';
import { type Page, readText } from './Page.ts';
import { ANYWHERE, type FoundDate, findDates } from './pageDates.ts';
import { capitalised } from './points.ts';
import { itemText } from './sections.ts';

/** The days of the workshop itself, where a line of its dates says them. */
export type WorkshopDays = { readonly first: Moment; readonly last: Moment };

const STRUCK = /~~[^~]{0,300}~~/g;
const NOTHING_YET = /^\s*\(?(?:to be announced|tba|tbd|tbc|to be determined|to appear)\b.*$/i;
const LEADS_TO_DATE = /(?:[\s:|,(–—-]|\b(?:on|by|until|from|is|st\w{1,8}ing|due on|before|at)\b)+$/i;
const OUTRO = /\s+(?:will be|are|is|becomes?|goes) (?:available|online|released|published|held)$/i;
const INTRO =
  /^(?:we (?:will|plan to|are going to) (?:have|hold|do) (?:an? |the )?|there (?:will be|is) (?:an? |the )?)/i;
const WORKSHOP_DAY =
  /^(?:the )?(?:workshop|event|bof|tutorial|session)?(?: (?:date|day)s?)?$|^(?:dates?|when|workshop (?:takes place|is held))$/i;
const LIVE_QUESTIONS =
  /\blive\b.{0,40}(?:\bq\s?(?:\+|&|and|\/)\s?a\b|questions?)|\bq\s?(?:\+|&|and)\s?a\b.{0,40}\blive\b/i;
const RECORDINGS = /\b(?:recordings?|videos?)\b.*\b(?:available|released?|published|online|out)\b/i;

const LABEL_LENGTH = 200;

/** What a date is the date of: the words before it, or, where there are none, those behind it. */
function labelOf(text: string, { from, to }: FoundDate): string {
  const before = text.slice(0, from).replace(LEADS_TO_DATE, '');
  const after = text
    .slice(to)
    .replace(ANYWHERE, '')
    .replace(/^[\s:|,;)–—-]+/, '');
  const label = /\p{L}/u.test(before) ? before : after;
  const short = label
    .replace(OUTRO, '')
    .replace(INTRO, '')
    .replace(/^[\s*•·–-]+|[\s:;,]+$/g, '');
  return capitalised(short).slice(0, LABEL_LENGTH);
}

export class DateLines {
  readonly #page: Page;
  readonly #known = new Set<string>();
  readonly #moments = new Set<string>();
  #live: { readonly text: string; readonly start: Moment; readonly line: number } | null = null;
  days: WorkshopDays | null = null;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The blocks of a section of dates; those that have none come back. */
  readBlocks(blocks: readonly Block[]): readonly Block[] {
    return blocks.flatMap((block): readonly Block[] => {
      if (block.kind === 'list') {
        const items = block.items.filter((item) => {
          const [first] = item.lines;
          const rest = item.children.length > 0 ? this.readBlocks(item.children) : [];
          return !(
            first &&
            this.read({ line: first.line, text: itemText(item) }, item.lines) &&
            rest.length === 0
          );
        });
        return items.length === 0 ? [] : [{ ...block, items }];
      }
      const rest =
        block.kind === 'paragraph' ? block.lines.filter((line) => !this.read(line, [line])) : block.lines;
      return rest.length === 0 ? [] : [{ ...block, lines: rest }];
    });
  }

  /** `Label: date` lines in a section that is about something else. */
  takeFrom(blocks: readonly Block[]): readonly Block[] {
    return blocks.flatMap((block): readonly Block[] => {
      const lines = linesOf(block);
      const isDates = lines.length > 0 && lines.every(({ text }) => isDateLine(text));
      return isDates && block.kind !== 'definition' ? this.readBlocks([block]) : [block];
    });
  }

  /** One line with a date, or with one that is to be announced; false where it has neither. */
  read(line: SourceLine, lines: readonly SourceLine[]): boolean {
    const text = readText(this.#page, line.text.replace(STRUCK, ''), line.line);
    const dates = findDates(text);
    const [first] = dates;
    if (first) this.#deadline(text, first, line.line);
    else if (!this.#withoutDate(text, line.line)) return false;
    this.#page.ledger.use(...lines);
    return true;
  }

  /** A sentence of prose that tells from when recordings can be watched. */
  readRecordings(text: string, line: number): void {
    const [date] = RECORDINGS.test(text) ? findDates(text) : [];
    if (!date) return;
    const { start } = readMoments(text, date, this.#page, line);
    if (this.#moments.has(JSON.stringify(start))) return;
    this.#add('Recordings of the talks', start, false, line);
  }

  #withoutDate(text: string, line: number): boolean {
    const [, label, value = ''] = /^(.{2,120}?):\s*(.{0,60})$/.exec(text) ?? [];
    const year = /^((?:19|20)\d{2})$/.exec(value.trim())?.[1];
    if (label === undefined || !(NOTHING_YET.test(value) || year)) return false;
    const when: Moment = year ? { kind: 'year', year: Number(year) } : { kind: 'unknown' };
    this.#add(label, when, false, line);
    return true;
  }

  #deadline(text: string, date: FoundDate, line: number): void {
    const { start, end } = readMoments(text, date, this.#page, line);
    const label = labelOf(text, date) || 'Date';
    const anywhere = ANYWHERE.test(text);
    if (WORKSHOP_DAY.test(label.trim())) this.days ??= { first: start, last: end ?? start };
    if (LIVE_QUESTIONS.test(text)) this.#live ??= { text, start, line };
    this.#add(end ? `${label} begins` : label, start, anywhere, line);
    if (end) this.#add(`${label} ends`, end, anywhere, line);
  }

  #add(label: string, when: Moment, anywhereOnEarth: boolean, line: number): void {
    const name = `${keyPart(label)} ${JSON.stringify(when)}`;
    if (this.#known.has(name)) return;
    this.#known.add(name);
    this.#moments.add(JSON.stringify(when));
    const order = this.#page.rows.count('deadline');
    this.#page.rows.add(
      'deadline',
      keyPart(label),
      { label: shortName(label), when, anywhereOnEarth, order },
      line,
    );
  }

  /** Days of the event that the workshop belongs to. */
  addHostDays(host: string, first: Moment, last: Moment | null, line: number): void {
    this.#add(`${host} begins`, first, false, line);
    if (last) this.#add(`${host} ends`, last, false, line);
  }

  /** The live session for questions that a date is of, where the program has none. */
  putLiveQuestions(): void {
    if (!this.#live || this.#page.rows.of('session').some(({ data }) => data.kind === 'qa')) return;
    const { text, start, line } = this.#live;
    this.#page.rows.add(
      'session',
      'live-questions',
      {
        kind: 'qa',
        title: 'Live questions and answers',
        live: true,
        start,
        covers: { kind: 'talks-without-a-live-session' },
        description: capitalised(text),
        order: this.#page.rows.count('session'),
      },
      line,
    );
  }
}

function isDateLine(text: string): boolean {
  const plain = text
    .replace(STRUCK, '')
    .replace(/[*_]/g, '')
    .replace(/\([^()]*\)|\bAoE\b/gi, '')
    .trim();
  const [date] = /^.{2,80}[:–—|]\s/.test(plain) ? findDates(plain) : [];
  return (
    date !== undefined &&
    /^[\s.,;]*$/.test(plain.slice(date.to)) &&
    /[:–—|]\s{0,3}(?:\w{3,9},?\s)?$/.test(plain.slice(0, date.from))
  );
}
