import type { Block } from './blocks.ts';
import { keyPart, shortName } from './DraftRows.ts';
import { findAddresses } from './emailAddresses.ts';
import { readHeading } from './headingWords.ts';
import type { SourceLine } from './Ledger.ts';
import { type NamedPerson, readPeople, readPerson } from './names.ts';
import { type Page, readText } from './Page.ts';
import { itemText, type Section } from './sections.ts';

const SUB_LABEL = /^([\p{L}][\p{L} /&-]{2,50}?):\s+(.{3,2000})$/u;

/** Reads a committee's section: a person on each line, or several, with affiliations in brackets. */
export class CommitteeReader {
  readonly #page: Page;
  readonly #rest: Block[] = [];

  readonly #onAddress: (text: string, name: string, line: number) => void;

  /** `onAddress` is given the text of each line with the one person it names. */
  constructor(page: Page, onAddress: (text: string, name: string, line: number) => void) {
    this.#page = page;
    this.#onAddress = onAddress;
  }

  /** The blocks that name nobody come back. */
  read(section: Section): readonly Block[] {
    if (section.line) this.#page.ledger.use(section.line);
    this.#blocks(section.blocks, section.title);
    return this.#rest;
  }

  #blocks(blocks: readonly Block[], committee: string): void {
    for (const block of blocks) {
      if (block.kind === 'list') this.#list(block, committee);
      else if (block.kind === 'paragraph') this.#paragraph(block.lines, committee);
      else this.#rest.push(block);
    }
  }

  #list(block: Extract<Block, { kind: 'list' }>, committee: string): void {
    for (const item of block.items) {
      const [first] = item.lines;
      if (!first) continue;
      const text = readText(this.#page, itemText(item), first.line).replace(/:$/, '');
      const isGroup = item.children.length > 0 && !readPerson(text);
      if (isGroup) this.#page.ledger.use(...item.lines);
      else if (!this.#person(text, item.lines, committee)) this.#rest.push({ ...block, items: [item] });
      this.#blocks(item.children, isGroup ? text : committee);
    }
  }

  /** Lines of one person each, or one text with several that wraps. */
  #paragraph(lines: readonly SourceLine[], committee: string): void {
    const [first] = lines;
    if (!first) return;
    const whole = lines.map(({ text }) => text).join(' ');
    const wraps = lines.length > 1 && /[,;]$|\band$/.test(first.text.trim());
    if (wraps && this.#person(readText(this.#page, whole, first.line), lines, committee)) return;
    const rest = lines.filter(
      (line) => !this.#person(readText(this.#page, line.text, line.line), [line], committee),
    );
    if (rest.length > 0) this.#rest.push({ kind: 'paragraph', lines: rest });
  }

  #person(text: string, lines: readonly SourceLine[], committee: string): boolean {
    const line = lines[0]?.line ?? 1;
    const shown = withoutAddresses(text);
    const [, label = '', names = ''] = SUB_LABEL.exec(shown) ?? [];
    const isGroup =
      label !== '' && (readHeading(label)?.topic === 'committee' || /chair|organi[sz]er/i.test(label));
    const people = peopleIn(isGroup ? names : shown);
    if (!people) return false;
    const [only] = people;
    if (only && people.length === 1) this.#onAddress(text, only.name, line);
    for (const person of people) this.#seat(person, isGroup ? label : committee, lines, line);
    this.#page.ledger.use(...lines);
    return true;
  }

  #seat(person: NamedPerson, committee: string, lines: readonly SourceLine[], line: number): void {
    if (person.name === '') {
      this.#page.ledger.leaveOut('missing-name', lines, 'left-out');
      return;
    }
    const personId = this.#page.rows.person(person, line, true);
    const name = shortName(person.role ?? committee);
    this.#page.rows.add(
      'seat',
      `${keyPart(name)}/${keyPart(person.name)}`,
      { personId, committee: name, order: this.#page.rows.count('seat') },
      line,
    );
  }
}

/** A comma in a line of several may also part a name from its affiliation; a list's line has one person. */
function peopleIn(text: string): readonly NamedPerson[] | null {
  const one = readPerson(text);
  const many = readPeople(text);
  if (many && many.length > 1) {
    const isPair = many.length === 2 && many.every(({ affiliations }) => affiliations.length === 0);
    return isPair && one && !/\band\b|&/.test(text) ? [one] : many;
  }
  return one ? [one] : many;
}

/** A line without the addresses in it, which belong to the contacts. */
export function withoutAddresses(text: string): string {
  const rest = findAddresses(text).reduceRight(
    (kept, { from, to }) => kept.slice(0, from) + kept.slice(to),
    text,
  );
  return rest
    .replace(/[<([{]\s*[>)\]}]/g, '')
    .replace(/[\s,;:<(–-]+$/, '')
    .trim();
}
