import { Parser } from 'htmlparser2';
import type { Ledger, SourceLine } from './Ledger.ts';

const LONGEST_TAG = 2000;

/** Where the tag that begins at `from` ends; -1 where what begins there is no tag. */
function tagEnd(text: string, from: number): number {
  const letter = text[from + 1] === '/' ? from + 2 : from + 1;
  if (!/[a-z]/i.test(text[letter] ?? '')) return -1;
  let quote = '';
  const last = Math.min(text.length, from + LONGEST_TAG);
  for (let at = letter; at < last; at += 1) {
    const char = text[at] ?? '';
    if (char === '<') return -1;
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '>') return at;
    else if ((char === '"' || char === "'") && text[at - 1] === '=') quote = char;
  }
  return -1;
}

const AUTOLINK = /^<((?:https?:\/\/|mailto:)[^\s<>]{1,1000}|[\w.+-]{1,64}(?:@| at )[\w.@ -]{1,200})>/;

const bareLink = (url: string, isTarget: boolean): string =>
  isTarget ? url.replace(/[()]/g, '\\$&') : url.replace(/^mailto:/, '');

/** Markdown's own `<address>` is bare, and a `<` that begins no tag is a character. */
function guarded(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', from)) {
    const isEscaped = text[at - 1] === '\\' || text[at - 1] === '`';
    parts.push(text.slice(from, text[at - 1] === '\\' ? Math.max(from, at - 1) : at));
    const link = AUTOLINK.exec(text.slice(at, at + 1100));
    const end = link || isEscaped ? -1 : tagEnd(text, at);
    if (link) parts.push(bareLink(link[1] ?? '', text[at - 1] === '('));
    else if (end >= 0) parts.push(text.slice(at, end + 1));
    else parts.push(/[\s\d=]/.test(text[at + 1] ?? ' ') ? '<' : '&lt;');
    from = link ? at + link[0].length : Math.max(end, at) + 1;
  }
  parts.push(text.slice(from));
  return withoutOpenRawText(parts.join(''));
}

const RAW_TEXT = [
  'script',
  'style',
  'title',
  'textarea',
  'xmp',
  'plaintext',
  'noscript',
  'iframe',
  'noembed',
  'noframes',
];

/** An element that hides all that follows it, and has no end, hides nothing. */
function withoutOpenRawText(text: string): string {
  return RAW_TEXT.reduce((kept, name) => {
    const closes = [...kept.matchAll(new RegExp(`</${name}`, 'gi'))];
    const last = closes.at(-1)?.index ?? 0;
    return kept.slice(0, last) + kept.slice(last).replace(new RegExp(`<${name}`, 'gi'), `<x-${name}`);
  }, text);
}

const HIDDEN = new Set([
  'script',
  'style',
  'iframe',
  'object',
  'noscript',
  'template',
  'svg',
  'noembed',
  'noframes',
]);
const BLOCKS = new Set(
  'p div section article header footer main aside nav ul ol table thead tbody dl blockquote center form fieldset pre'.split(
    ' ',
  ),
);
const LINES = new Set(['br', 'tr', 'dt', 'dd', 'hr']);
const MARKS: ReadonlyMap<string, string> = new Map([
  ['strong', '**'],
  ['b', '**'],
]);

/** Reads the HTML in a page as the Markdown that says the same; what has no such is text alone. */
class PageHtml {
  readonly #ledger: Ledger;
  readonly #source: readonly SourceLine[];
  readonly #out: SourceLine[] = [];
  readonly #told = new Set<number>();
  readonly #links: (string | null)[] = [];
  #row = 0;
  #text = '';
  #hidden = 0;
  #hiddenFrom: number | null = null;

  constructor(source: readonly SourceLine[], ledger: Ledger) {
    this.#source = source;
    this.#ledger = ledger;
  }

  read(): readonly SourceLine[] {
    const text = guarded(this.#source.map((line) => line.text).join('\n'));
    let counted = 0;
    const moveTo = (index: number) => {
      for (; counted < index; counted += 1) if (text[counted] === '\n') this.#nextRow();
    };
    const parser: Parser = new Parser(
      {
        onopentag: (name, attributes) => {
          moveTo(parser.startIndex);
          this.#open(name, attributes);
        },
        onclosetag: (name, implied) => {
          if (!implied) moveTo(parser.startIndex);
          this.#close(name, implied);
        },
        ontext: (part) => {
          moveTo(parser.startIndex);
          this.#add(part);
          counted = parser.startIndex + part.length;
        },
      },
      { decodeEntities: false, lowerCaseTags: true },
    );
    parser.end(text);
    moveTo(text.length);
    this.#break();
    this.#endHidden();
    return this.#out;
  }

  #add(part: string): void {
    part.split('\n').forEach((text, index) => {
      if (index > 0) this.#nextRow();
      if (this.#hiddenFrom === null) this.#text += text;
    });
  }

  #nextRow(): void {
    this.#break();
    this.#row += 1;
  }

  #break(): void {
    const line = this.#source[this.#row]?.line ?? this.#source.at(-1)?.line ?? 1;
    this.#out.push({ line, text: this.#text });
    this.#text = '';
  }

  /** An empty line between blocks. */
  #paragraph(): void {
    if (this.#text.trim() !== '') this.#break();
    this.#break();
  }

  #open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (HIDDEN.has(name)) {
      this.#hidden += 1;
      this.#hiddenFrom ??= this.#row;
    }
    if (this.#hiddenFrom !== null) return;
    this.#tell(name === 'img' ? 'remote-image' : 'html-removed');
    if (BLOCKS.has(name)) this.#paragraph();
    else if (LINES.has(name)) this.#break();
    else if (name === 'li') this.#item();
    else if (/^h[1-6]$/.test(name)) {
      this.#paragraph();
      this.#text = `${'#'.repeat(Number(name[1]))} `;
    } else if (name === 'td' || name === 'th') this.#text += this.#text.trim() === '' ? '' : ': ';
    else if (name === 'a') this.#openLink(attributes.href);
    else this.#text += MARKS.get(name) ?? '';
  }

  #item(): void {
    if (this.#text.trim() !== '') this.#break();
    this.#text = '- ';
  }

  #openLink(href: string | undefined): void {
    const url = /^(?:https?:|mailto:)[^\s()<>]+$/i.test(href ?? '') ? (href ?? null) : null;
    this.#links.push(url);
    if (url !== null) this.#text += '[';
  }

  #close(name: string, implied: boolean): void {
    if (HIDDEN.has(name)) {
      this.#hidden = Math.max(0, this.#hidden - 1);
      if (this.#hidden === 0) this.#endHidden();
      return;
    }
    if (this.#hiddenFrom !== null || name === 'img' || name === 'br' || name === 'hr') return;
    if (name === 'a') {
      const url = this.#links.pop();
      if (url) this.#text += `](${url})`;
    } else if (BLOCKS.has(name) || /^h[1-6]$/.test(name)) {
      if (!implied || this.#text !== '') this.#paragraph();
    } else this.#text += MARKS.get(name) ?? '';
  }

  #endHidden(): void {
    if (this.#hiddenFrom === null) return;
    this.#ledger.leaveOut('html-removed', this.#source.slice(this.#hiddenFrom, this.#row + 1));
    this.#hiddenFrom = null;
  }

  #tell(reason: 'html-removed' | 'remote-image'): void {
    const source = this.#source[this.#row];
    if (!source || (reason === 'html-removed' && this.#told.has(source.line))) return;
    if (reason === 'remote-image') {
      this.#ledger.leaveOut(reason, [source]);
      return;
    }
    this.#told.add(source.line);
    this.#ledger.remark('repaired', reason, source.line, source.text);
    if (source.text.replace(/<[^>]*>/g, '').trim() === '') this.#ledger.use(source);
  }
}

const IMAGE = /!\[([^\]\n]{0,300})\]\([^()\n]{0,600}\)/g;

function withoutImages(line: SourceLine, ledger: Ledger): SourceLine {
  if (!line.text.includes('![')) return line;
  const text = line.text.replace(IMAGE, (image, alt: string) => {
    ledger.remark('repaired', 'remote-image', line.line, image);
    return alt;
  });
  if (text.trim() === '') ledger.use(line);
  return { line: line.line, text };
}

/** The page's lines in Markdown alone. A line of HTML may give several, all with its number. */
export function withoutHtml(lines: readonly SourceLine[], ledger: Ledger): readonly SourceLine[] {
  const plain = lines.map((line) => withoutImages(line, ledger));
  if (!plain.some(({ text }) => text.includes('<'))) return plain;
  return new PageHtml(plain, ledger).read();
}
