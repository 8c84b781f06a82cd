import { markdownOfAll } from './aboutText.ts';
import type { Block } from './blocks.ts';
import { linesOf } from './blocks.ts';
import type { Page } from './Page.ts';
import { readLinksOf } from './Page.ts';
import { capitalised, sentencesOf } from './points.ts';

const MOST = 400_000;

/** What a page says about its workshop in prose, in its order, as Markdown. */
export class AboutParts {
  readonly #parts: { readonly heading: string; readonly text: string; readonly isAbout: boolean }[] = [];
  readonly #page: Page;
  #size = 0;

  constructor(page: Page) {
    this.#page = page;
  }

  /** `heading` is left away where these are the page's first words about itself. */
  add(heading: string, blocks: readonly Block[], isAbout: boolean): void {
    const lines = blocks.flatMap(linesOf);
    const text = markdownOfAll(blocks.filter(({ kind }) => kind !== 'definition'));
    if (text === '') return;
    this.#size += text.length;
    if (this.#size > MOST) {
      this.#page.ledger.leaveOut('too-long', lines);
      return;
    }
    readLinksOf(this.#page, lines);
    this.#page.ledger.use(...lines);
    this.#parts.push({ heading, text, isAbout });
  }

  markdown(): string | null {
    const first = this.#parts.findIndex(({ isAbout }) => isAbout);
    const texts = this.#parts.map(({ heading, text }, at) =>
      at === first || heading === '' ? text : `## ${capitalised(heading)}\n\n${text}`,
    );
    return texts.length > 0 ? texts.join('\n\n') : null;
  }

  /** A sentence that says what the workshop is for; else its first. */
  summary(): string | null {
    const prose = this.#parts
      .filter(({ isAbout }) => isAbout)
      .flatMap(({ text }) => sentencesOf(firstWords(text)));
    const purpose = prose.find((text) => PURPOSE.test(text) && text.length <= LONGEST);
    return purpose ?? prose.find((text) => text.length <= LONGEST) ?? null;
  }
}

const LONGEST = 400;
const PURPOSE =
  /\b(?:intent|aim|aims|goal|goals|purpose|theme|focus(?:es)?|forum|brings? together|will discuss|bring together)\b/i;

const firstWords = (markdown: string): string => plainWords(markdown.slice(0, 6000));

const plainWords = (markdown: string): string =>
  markdown
    .replace(/\[([^\]]{0,300})\]\([^)\s]{0,600}\)/g, '$1')
    .replace(/^\s*(?:#{1,6}|[-*+]|\d+\.)\s+/gm, '')
    .replace(/\*\*|__|&lt;/g, '')
    .replace(/\s+/g, ' ')
    .trim();
