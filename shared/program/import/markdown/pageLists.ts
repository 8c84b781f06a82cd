import type { Block } from './blocks.ts';
import { linesOf } from './blocks.ts';
import { shortName } from './DraftRows.ts';
import type { SourceLine } from './Ledger.ts';
import { type Page, readText } from './Page.ts';
import type { Sentence } from './pageFacts.ts';
import { capitalised, cleanPoint, commaList, numberedPoints } from './points.ts';
import { itemText, type Section } from './sections.ts';

/** What one of the workshop's lists is filled from. */
export type ListName = 'topics' | 'audience' | 'outcomes' | 'requirements';

const LIST_NAMES = ['topics', 'audience', 'outcomes', 'requirements'] as const satisfies readonly ListName[];

const POINTS_OF: readonly (readonly [RegExp, ListName])[] = [
  [
    /\b(?:relevant|of interest|addressed|aimed|targeted|directed) (?:to|at|for)\b|\btarget audience\b/i,
    'audience',
  ],
  [/\boutcomes?\b|\bexpected results?\b|\battendees will (?:learn|leave)\b/i, 'outcomes'],
  [/\btopics?\b/i, 'topics'],
];

const REQUIRES =
  /\b(?:requires?|asks?) (?:all )?(?:authors|submissions|papers|contributors) to (?:provide|disclose|state|describe|include|report|give|submit|list|name)(?: (?:the |any )?(?:information|details))?(?: such as| on| about| of|:)? (.{3,600})$/i;
const GATHERS =
  /\bbrings? together ((?:[^.,;:]{3,40},\s){0,5}[^.,;:]{3,60}?)\s(?:to|that|who|for|from|which|working)\b/i;

/** The lists that prose holds: numbered points of a sentence, what authors must provide, who is brought together. */
export class PageLists {
  readonly topics: string[] = [];
  readonly audience: string[] = [];
  readonly outcomes: string[] = [];
  readonly requirements: string[] = [];
  readonly #page: Page;
  readonly #known = new Set<string>();

  constructor(page: Page) {
    this.#page = page;
  }

  add(name: ListName, points: readonly string[]): void {
    const list = this[name];
    for (const point of points) {
      const text = shortName(point);
      if (text === '' || this.#known.has(`${name} ${text}`)) continue;
      this.#known.add(`${name} ${text}`);
      list.push(text);
    }
  }

  /** A section that is such a list; its prose comes back. A sentence that leads to the list goes with it. */
  readSection(name: ListName, section: Section): readonly Block[] {
    if (section.line) this.#page.ledger.use(section.line);
    const hasList = section.blocks.some(({ kind }) => kind === 'list');
    return section.blocks.flatMap((block) => {
      if (block.kind === 'list') this.#list(name, block);
      else if (block.kind === 'definition') return [];
      else return this.#prose(name, block.lines, hasList);
      return [];
    });
  }

  /** The list below a line such as "Topics include:", in a section about something else; the rest comes back. */
  takeFrom(blocks: readonly Block[]): readonly Block[] {
    return blocks.flatMap((block, at) => {
      const before = blocks[at - 1];
      const lead = before?.kind === 'paragraph' ? before.lines.map(({ text }) => text).join(' ') : '';
      const name = block.kind === 'list' ? leadsTo(lead) : null;
      if (name && block.kind === 'list') {
        this.#list(name, block);
        return [];
      }
      const next = blocks[at + 1];
      const text = block.kind === 'paragraph' ? block.lines.map((line) => line.text).join(' ') : '';
      if (next?.kind === 'list' && text.length < 300 && leadsTo(text)) {
        this.#page.ledger.use(...linesOf(block));
        return [];
      }
      return [block];
    });
  }

  #list(name: ListName, list: Extract<Block, { kind: 'list' }>): void {
    for (const item of list.items) {
      const [first] = item.lines;
      if (!first) continue;
      this.add(name, [cleanPoint(readText(this.#page, itemText(item), first.line))]);
      this.#page.ledger.use(...item.lines);
      for (const child of item.children) {
        if (child.kind === 'list') this.#list(name, child);
        else this.#page.ledger.leaveOut('no-place-for-it', linesOf(child));
      }
    }
  }

  #prose(name: ListName, lines: readonly SourceLine[], hasList: boolean): readonly Block[] {
    const [first] = lines;
    if (!first) return [];
    const text = readText(this.#page, lines.map((line) => line.text).join(' '), first.line);
    const points = numberedPoints(text) ?? this.#bareList(name, text, hasList);
    const isLead = hasList && /:$/.test(text) && text.length < 300;
    if (points) this.add(name, points);
    if (!isLead && (!points || numberedPoints(text) !== null)) return [{ kind: 'paragraph', lines }];
    this.#page.ledger.use(...lines);
    return [];
  }

  /** "a, b, c" or lines of a list without its marks. */
  #bareList(name: ListName, text: string, hasList: boolean): readonly string[] | null {
    if (hasList || /[.!?]\s+\p{Lu}/u.test(text) || text.length > 600) return null;
    if (name === 'requirements') return null;
    const points = text.includes(';') ? text.split(';').map(cleanPoint) : commaList(text.replace(/\.$/, ''));
    return points.length > 1 && points.every((point) => point.split(' ').length < 12) ? points : null;
  }

  /** Fills the lists that no section states with what sentences of the prose hold; the prose keeps it too. */
  readSentences(sentences: readonly Sentence[]): void {
    const stated = LIST_NAMES.filter((name) => this[name].length > 0);
    for (const sentence of sentences) this.#sentence(sentence, stated);
  }

  #sentence({ text, line }: Sentence, stated: readonly ListName[]): void {
    const numbered = numberedPoints(text);
    const name = POINTS_OF.find(([pattern]) => pattern.test(text.slice(0, text.search(/\(?1\)/))))?.[1];
    if (numbered && name && !stated.includes(name)) this.add(name, numbered);
    const required = REQUIRES.exec(text)?.[1];
    if (required && !stated.includes('requirements'))
      this.add('requirements', commaList(required).map(asRequirement));
    const gathered = GATHERS.exec(text)?.[1];
    if (!gathered || numbered || stated.includes('audience')) return;
    const people = commaList(gathered).map((one) => capitalised(one.replace(/^(?:the|all)\s+/i, '')));
    if (people.length > 1 && people.every((one) => one.split(' ').length < 5)) {
      if (this.audience.length === 0) this.#page.ledger.remark('assumed', 'audience-assumed', line, gathered);
      this.add('audience', people);
    }
  }
}

function leadsTo(text: string): ListName | null {
  if (!/:\s*$/.test(text)) return null;
  return POINTS_OF.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

const asRequirement = (text: string): string =>
  capitalised(
    text
      .replace(/^(?:the|any|all|their)\s+/i, '')
      .replace(/\s+(?:used|employed|applied)\.?$/i, '')
      .replace(/\.$/, ''),
  );
