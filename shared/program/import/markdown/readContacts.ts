import type { RowData } from '../../../sync/rows.ts';
import type { Block } from './blocks.ts';
import { findAddresses } from './emailAddresses.ts';
import type { SourceLine } from './Ledger.ts';
import { isPersonName, readPerson } from './names.ts';
import { type Page, readText } from './Page.ts';
import { withoutAddresses } from './readPeople.ts';
import { itemText } from './sections.ts';

type Contact = RowData<'workshop'>['contacts'][number];

const WITH_LABEL = /^(?:(?:contact|e-?mail|mail|contact person|organi[sz]ers?|questions?)\s*(?:to|:)\s*)+/i;

export class ContactReader {
  readonly contacts: Contact[] = [];
  readonly #page: Page;
  readonly #known = new Set<string>();

  constructor(page: Page) {
    this.#page = page;
  }

  /** The blocks with more to say than a name and an address come back. */
  read(blocks: readonly Block[]): readonly Block[] {
    return blocks.flatMap((block): readonly Block[] => {
      if (block.kind === 'list') {
        const items = block.items.filter((item) => {
          const [first] = item.lines;
          return !(
            first &&
            item.children.length === 0 &&
            this.#line({ ...first, text: itemText(item) }, item.lines)
          );
        });
        return items.length > 0 ? [{ ...block, items }] : [];
      }
      if (block.kind !== 'paragraph') return [block];
      const lines = block.lines.filter((line) => !this.#line(line, [line]));
      return lines.length > 0 ? [{ ...block, lines }] : [];
    });
  }

  /** The addresses in a text about somebody, or in prose where no section has any. */
  add(text: string, name: string | null, line: number): void {
    for (const { email, hidden, from, to } of findAddresses(text)) {
      if (/\sat\s/.test(text.slice(from, to))) continue;
      if (hidden) this.#page.ledger.remark('repaired', 'address-unobfuscated', line, text.slice(from, to));
      if (!this.#known.has(email)) this.contacts.push({ name, email });
      this.#known.add(email);
    }
  }

  /** Takes the addresses of any line; true where the line has nothing else. */
  #line(line: SourceLine, lines: readonly SourceLine[]): boolean {
    const text = readText(this.#page, line.text, line.line);
    const rest = withoutAddresses(text)
      .replace(WITH_LABEL, '')
      .replace(/[\s,;:(<–-]+$/, '');
    const found = findAddresses(text);
    if (found.length === 0) return false;
    const person = isPersonName(rest) ? { name: rest } : readPerson(rest);
    const name = found.length === 1 && person && person.name !== '' ? person.name : null;
    for (const { email, hidden, from, to } of found) {
      if (hidden)
        this.#page.ledger.remark('repaired', 'address-unobfuscated', line.line, text.slice(from, to));
      if (!this.#known.has(email)) this.contacts.push({ name, email });
      this.#known.add(email);
    }
    const isAll = rest === '' || name !== null || /^(?:e-?mail|contact)\b.{0,20}$/i.test(rest);
    if (isAll) this.#page.ledger.use(...lines);
    return isAll;
  }
}
