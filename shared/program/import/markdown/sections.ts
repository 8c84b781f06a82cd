import type { Block, ListItem } from './blocks.ts';
import { type HeadingReading, readHeading, readLabel, type SectionTopic } from './headingWords.ts';
import { plainText } from './inlineText.ts';
import type { Ledger, SourceLine } from './Ledger.ts';
import { capitalised } from './points.ts';

/** A heading (or a label that stands for one) with all that is below it. */
export type Section = {
  /** As it is shown: in its known spelling; empty for what stands before the first heading. */
  readonly title: string;
  /** What the page has as its heading. */
  readonly line: SourceLine | null;
  readonly topic: SectionTopic | null;
  /** What stands in the heading behind its colon. */
  readonly rest: string;
  readonly level: number;
  readonly blocks: Block[];
  readonly children: Section[];
};

const BOLD_LEVEL = 7;
/** A labelled line is below every heading. */
export const LABEL_LEVEL = 8;

/** Within these, labels are those of a talk, a date or a notice. */
const OWN_LABELS: ReadonlySet<SectionTopic | null> = new Set<SectionTopic>([
  ...(['program', 'session', 'dates', 'announcement', 'announcements', 'committee'] as const),
]);
const WITH_TALKS: ReadonlySet<SectionTopic | null> = new Set<SectionTopic>([
  ...(['program', 'session', 'announcement', 'announcements'] as const),
]);
/** Labels that a talk has too, and that therefore end no program. */
const TALK_LABELS: ReadonlySet<SectionTopic> = new Set<SectionTopic>([
  ...([
    'about',
    'committee',
    'topics',
    'links',
    'mode',
    'title',
    'summary',
    'place',
    'dates',
    'proceedings',
  ] as const),
]);

const BOLD_LINE = /^(?:\*\*|__)(.{1,90}?)(?:\*\*|__)\s*:?$/;

class Sections {
  readonly root: Section = {
    title: '',
    line: null,
    topic: null,
    rest: '',
    level: 0,
    blocks: [],
    children: [],
  };
  readonly #open: Section[] = [this.root];
  readonly #ledger: Ledger;
  readonly #hasHeadings: boolean;

  constructor(ledger: Ledger, hasHeadings: boolean) {
    this.#ledger = ledger;
    this.#hasHeadings = hasHeadings;
  }

  add(block: Block): void {
    if (block.kind === 'heading') this.#heading(block);
    else if (block.kind === 'paragraph') this.#paragraph(block.lines);
    else this.#current().blocks.push(block);
  }

  #current(): Section {
    return this.#open.at(-1) ?? this.root;
  }

  #isWithin(topics: ReadonlySet<SectionTopic | null>): boolean {
    return this.#open.some(({ topic }) => topics.has(topic));
  }

  #heading({ level, lines }: { readonly level: number; readonly lines: readonly SourceLine[] }): void {
    const [line] = lines;
    if (!line) return;
    const title = plainText(line.text);
    if (title === '') return;
    this.#begin(title, line, level, readHeading(title));
  }

  #begin(title: string, line: SourceLine, level: number, read: HeadingReading | null): void {
    if (read?.corrected) {
      this.#ledger.remark('repaired', 'misspelt-heading', line.line, line.text);
    }
    const shown = read?.corrected ? capitalised(read.corrected) : title;
    const section: Section = {
      title: shown,
      line,
      topic: read?.topic ?? null,
      rest: read?.rest ?? '',
      level,
      blocks: [],
      children: [],
    };
    while (this.#open.length > 1 && this.#current().level >= level) this.#open.pop();
    this.#current().children.push(section);
    this.#open.push(section);
  }

  #paragraph(lines: readonly SourceLine[]): void {
    let text: SourceLine[] = [];
    const end = () => {
      if (text.length > 0) this.#current().blocks.push({ kind: 'paragraph', lines: text });
      text = [];
    };
    lines.forEach((line, index) => {
      const alone = lines.length === 1;
      if (this.#bold(line, alone, end) || this.#bare(line, index === 0, alone, end)) return;
      const rest = this.#label(line, end);
      text.push(rest ?? line);
      if (rest?.text === '') text.pop();
    });
    end();
  }

  /** A line in bold alone is a heading where it is a known one, or where the page has no others. */
  #bold(line: SourceLine, alone: boolean, end: () => void): boolean {
    const title = BOLD_LINE.exec(line.text.trim())?.[1]?.trim();
    if (title === undefined || /\*\*|__/.test(title)) return false;
    const read = readHeading(plainText(title).replace(/:$/, ''));
    if (!read && (this.#hasHeadings || !alone || /[.,;:!?]$/.test(title))) return false;
    if (read && this.#isWithin(WITH_TALKS) && TALK_LABELS.has(read.topic)) return false;
    end();
    this.#begin(plainText(title).replace(/:$/, ''), line, BOLD_LEVEL, read);
    return true;
  }

  /** A known heading alone on its line, in a page that marks none. */
  #bare(line: SourceLine, first: boolean, alone: boolean, end: () => void): boolean {
    const title = line.text.trim();
    if (!first || title.length > 40 || /[.,;!?]$/.test(title) || (this.#hasHeadings && !alone)) return false;
    if (this.#hasHeadings && this.#isWithin(OWN_LABELS)) return false;
    const read = readLabel(`${title.replace(/:$/, '')}:`);
    const words = title.split(/\s+/).length;
    if (!read || words > 4 || (read.corrected && words < 2)) return false;
    if (/:./.test(title)) return false;
    if (this.#isWithin(WITH_TALKS) && TALK_LABELS.has(read.topic)) return false;
    end();
    this.#begin(plainText(title).replace(/:$/, ''), line, BOLD_LEVEL, read);
    return true;
  }

  /** The line without its label, where it has one that begins a section. */
  #label(line: SourceLine, end: () => void): SourceLine | null {
    const read = readLabel(line.text);
    if (!read || (read.topic === 'session' && read.rest !== '')) return null;
    if (this.#isWithin(OWN_LABELS) && !this.#mayEnd(read)) return null;
    end();
    const label = line.text.slice(0, line.text.indexOf(':')).replace(/^[*_]+|[*_]+$/g, '');
    this.#begin(label, line, LABEL_LEVEL, { ...read, rest: '' });
    this.#ledger.use(line);
    return { line: line.line, text: read.rest };
  }

  /** A label ends the section of another label or of a bare line, never one that a heading began. */
  #mayEnd(read: HeadingReading): boolean {
    const own = this.#open.filter(({ topic }) => OWN_LABELS.has(topic));
    const byLabel = own.every(({ level }) => level >= BOLD_LEVEL);
    return byLabel && (own.every(({ topic }) => topic === 'committee') || !TALK_LABELS.has(read.topic));
  }
}

/** The sections of a page, by its headings of any kind; the first has what stands before them. */
export function readSections(blocks: readonly Block[], ledger: Ledger): Section {
  const sections = new Sections(
    ledger,
    blocks.some(({ kind }) => kind === 'heading'),
  );
  for (const block of blocks) sections.add(block);
  return sections.root;
}

/** Every section below one, in the page's order. */
export function* allSections(section: Section): Generator<Section> {
  yield section;
  for (const child of section.children) yield* allSections(child);
}

export const itemText = ({ lines }: ListItem): string => lines.map(({ text }) => text.trim()).join(' ');
