import type { DraftRows } from './DraftRows.ts';
import type { Definitions, InlineLink } from './inlineText.ts';
import { readInline } from './inlineText.ts';
import type { Ledger, SourceLine } from './Ledger.ts';

/** What every reader of a part of a page shares. */
export type Page = {
  readonly ledger: Ledger;
  readonly rows: DraftRows;
  readonly definitions: Definitions;
  readonly links: PageLinks;
  /** The year of the page's edition; dates without one are of it. */
  readonly year: number | null;
  /** IANA, or `null` where the page says none. */
  readonly zone: string | null;
  readonly hostShort: string | null;
};

/** Links of a page in their order, each with the line that it stands in. */
export class PageLinks {
  readonly found: { readonly link: InlineLink; readonly line: number }[] = [];

  add(links: readonly InlineLink[], line: number): void {
    for (const link of links) this.found.push({ link, line });
  }
}

/** The words of Markdown; its links become the workshop's. */
export function readText(page: Page, markdown: string, line: number): string {
  const { text, links } = readInline(markdown, page.definitions);
  page.links.add(links, line);
  return text;
}

const MAY_LINK = /\]|https?:|www\./;

/** The links of text that stays as it is. */
export function readLinksOf(page: Page, lines: readonly SourceLine[]): void {
  for (const { text, line } of lines) if (MAY_LINK.test(text)) readText(page, text, line);
}
