import { Lexer, type Token, type Tokens } from 'marked';
import type { SourceLine } from './Ledger.ts';

export type ListItem = { readonly lines: readonly SourceLine[]; readonly children: readonly Block[] };
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly lines: readonly SourceLine[] }
  | { readonly kind: 'paragraph'; readonly lines: readonly SourceLine[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly ListItem[] }
  | { readonly kind: 'definition'; readonly lines: readonly SourceLine[] };

/** Lists deeper than this are read as text of their outermost items. */
const DEPTH = 4;
const INDENT = 24;
/** What the lexer sees at once, so that no page can make it slow. */
const SEGMENT = 24_000;
const LINE = 16_000;

const isBlank = ({ text }: SourceLine): boolean => text.trim() === '';

/** Quotes are text; nesting without end and tabs are none of a page's structure. */
function tamed({ line, text }: SourceLine): SourceLine {
  const unquoted = text.replace(/^ {0,3}(?:> ?){1,64}/, '').replace(/^[ >]*>{2,}/, '');
  const indent = /^[\t ]*/.exec(unquoted)?.[0] ?? '';
  const wide = indent.replaceAll('\t', '    ').slice(0, INDENT);
  const rest = unquoted.slice(indent.length).replace(/^(?:[-*+] +){3,}(?=\S)/, '- ');
  return { line, text: wide + rest };
}

const isHeadingLine = ({ text }: SourceLine): boolean => /^#{1,6}(?:\s|$)/.test(text);
/** Cuts between lines where Markdown itself begins anew, or, in what is too long, at an empty line or at any. */
function segments(lines: readonly SourceLine[]): readonly (readonly SourceLine[])[] {
  const found: SourceLine[][] = [];
  let open: SourceLine[] = [];
  let size = 0;
  const cut = () => {
    if (open.length > 0) found.push(open);
    open = [];
    size = 0;
  };
  for (const line of lines) {
    const large = size > SEGMENT / 2 && isBlank(line);
    const long = Math.max(line.text.length, open.at(-1)?.text.length ?? 0) > LINE;
    if (isHeadingLine(line) || large || long || size + line.text.length > SEGMENT) cut();
    open.push(line);
    size += line.text.length + 1;
  }
  cut();
  return found;
}

function lexed(lines: readonly SourceLine[]): readonly Token[] {
  return new Lexer({ gfm: true }).blockTokens(lines.map(({ text }) => text).join('\n'), []);
}

const breaks = (text: string): number => text.split('\n').length - 1;

/** The tokens of some lines, each with the lines that it was read from. */
function* tokensOf(lines: readonly SourceLine[], tokens: readonly Token[]) {
  let at = 0;
  for (const token of tokens) {
    const from = at + (/^\n*/.exec(token.raw)?.[0].length ?? 0);
    const rows = breaks(token.raw.trim()) + 1;
    yield { token, lines: lines.slice(from, from + rows) };
    at += breaks(token.raw);
  }
}

const LONGEST_HEADING = 200;

function readHeading(token: Token, lines: readonly SourceLine[]): Block {
  const heading = token as Tokens.Heading;
  const atx = isHeadingLine({ line: 0, text: token.raw.trimStart() });
  const underline = lines.at(-1);
  if (!atx && (lines.length > 2 || heading.text.length > LONGEST_HEADING)) {
    return { kind: 'paragraph', lines: lines.filter((line) => line !== underline) };
  }
  const [first] = lines;
  if (!first) return { kind: 'paragraph', lines };
  const text = heading.text.replace(/\s+/g, ' ').trim();
  return { kind: 'heading', level: heading.depth, lines: [{ line: first.line, text }, ...lines.slice(1)] };
}

const MARKER = /^\s*(?:[-*+]|\d{1,9}[.)])(?:\s+|$)/;

function readList(list: Tokens.List, lines: readonly SourceLine[], depth: number): Block {
  const items = [...tokensOf(lines, list.items)].map(({ token, lines: own }): ListItem => {
    const texts = (token as Tokens.ListItem).text.split('\n');
    const inside = own.map(({ line, text }, index) => ({
      line,
      text: index === 0 ? text.replace(MARKER, '') : (texts[index] ?? text.trim()),
    }));
    if (depth >= DEPTH) return { lines: inside.map(trimmed), children: [] };
    const [first, ...children] = readBlocks(inside, depth + 1);
    if (first?.kind === 'paragraph') return { lines: first.lines, children };
    return { lines: inside.map(trimmed).filter((line) => !isBlank(line)), children: [] };
  });
  return { kind: 'list', ordered: list.ordered, items };
}

const trimmed = ({ line, text }: SourceLine): SourceLine => ({ line, text: text.trim() });

/** A table is its rows as lines: `first: second, third`. */
function readTable(lines: readonly SourceLine[]): Block {
  const rows = lines.flatMap(({ line, text }, index) => {
    if (index === 1 || (index === 0 && lines.length > 2 && !/\d/.test(text))) return [];
    const [head = '', ...cells] = text
      .replace(/^\s*\|/, '')
      .replace(/\|\s*$/, '')
      .split('|')
      .map((cell) => cell.trim());
    return [{ line, text: cells.length === 0 ? head : `${head}: ${cells.join(', ')}` }];
  });
  return { kind: 'list', ordered: false, items: rows.map((row) => ({ lines: [row], children: [] })) };
}

function readToken(token: Token, lines: readonly SourceLine[], depth: number): readonly Block[] {
  switch (token.type) {
    case 'space':
    case 'hr':
      return [];
    case 'heading':
      return [readHeading(token, lines)];
    case 'list':
      return [readList(token as Tokens.List, lines, depth)];
    case 'table':
      return [readTable(lines)];
    case 'def':
      return [{ kind: 'definition', lines }];
    default: {
      const shown = lines.map(trimmed).filter((line) => !isBlank(line));
      return shown.length === 0 ? [] : [{ kind: 'paragraph', lines: shown }];
    }
  }
}

function readSegment(lines: readonly SourceLine[], depth: number): readonly Block[] {
  if (lines.some(({ text }) => text.length > LINE)) {
    return lines
      .filter((line) => !isBlank(line))
      .map((line) => ({ kind: 'paragraph', lines: [trimmed(line)] }));
  }
  return [...tokensOf(lines, lexed(lines))].flatMap(({ token, lines: own }) => readToken(token, own, depth));
}

/** The structure of a page's Markdown, each part with its lines. */
export function readBlocks(lines: readonly SourceLine[], depth = 0): readonly Block[] {
  if (depth > 0) return readSegment(lines, depth);
  return segments(lines.map(tamed)).flatMap((segment) => readSegment(segment, 0));
}

/** All lines of a block, those of nested lists too. */
export function linesOf(block: Block): readonly SourceLine[] {
  if (block.kind !== 'list') return block.lines;
  return block.items.flatMap(({ lines, children }) => [...lines, ...children.flatMap(linesOf)]);
}
