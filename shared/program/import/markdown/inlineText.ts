import { Parser } from 'htmlparser2';
import { Lexer, type Links, type Token } from 'marked';
import { cleanLine } from '../source/cleanText.ts';

export type InlineLink = { readonly label: string; readonly url: string };
export type Inline = { readonly text: string; readonly links: readonly InlineLink[] };

/** Longer text is read in pieces, so that no run of marks can make the lexer slow. */
const PIECE = 1500;
const MARKS = /[*_`[\]&\\~@]|https?:|www\./;

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  let decoded = '';
  const parser = new Parser({
    ontext: (part) => {
      decoded += part;
    },
  });
  parser.end(text.replaceAll('<', '&lt;'));
  return decoded;
}

/** Text is never a tag, wherever it is shown. */
export const withoutOpenTags = (text: string): string => text.replace(/<(?=[a-z/!?])/gi, '');

function wordsOf(tokens: readonly Token[], links: InlineLink[]): string {
  return tokens.map((token) => wordsOfToken(token, links)).join('');
}

function wordsOfToken(token: Token, links: InlineLink[]): string {
  switch (token.type) {
    case 'br':
      return ' ';
    case 'codespan':
    case 'escape':
      return String(token.text);
    case 'link': {
      const label = wordsOf(token.tokens ?? [], []);
      links.push({ label: cleanLine(label), url: String(token.href) });
      return label;
    }
    case 'image':
      return String(token.text);
    default: {
      const inside = 'tokens' in token ? token.tokens : undefined;
      return inside ? wordsOf(inside, links) : String('text' in token ? token.text : token.raw);
    }
  }
}

function pieces(text: string): readonly string[] {
  if (text.length <= PIECE) return [text];
  const found: string[] = [];
  for (let from = 0; from < text.length; ) {
    const space = text.slice(from, from + PIECE).lastIndexOf(' ');
    const to = text.length - from <= PIECE ? text.length : from + (space > 0 ? space + 1 : PIECE);
    found.push(text.slice(from, to));
    from = to;
  }
  return found;
}

/** Definitions of a page's reference links (`[name]: https://…`), by their name. */
export type Definitions = Links;

/** The words of Markdown on one line without its marks, and the links among them. */
export function readInline(markdown: string, definitions: Definitions = {}): Inline {
  if (!MARKS.test(markdown)) return { text: withoutOpenTags(cleanLine(markdown)), links: [] };
  const links: InlineLink[] = [];
  const words = pieces(markdown).map((piece) => {
    const lexer = new Lexer({ gfm: true });
    lexer.tokens.links = definitions;
    return wordsOf(lexer.inlineTokens(piece), links);
  });
  return { text: withoutOpenTags(cleanLine(decodeEntities(words.join('')))), links };
}

export const plainText = (markdown: string): string => readInline(markdown).text;
