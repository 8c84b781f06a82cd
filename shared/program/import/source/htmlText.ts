import { Parser } from 'htmlparser2';
import { cleanText } from './cleanText.ts';
import { breakOpenTags, partsOf } from './htmlTags.ts';
import { markdownWriter, plainWriter, type TextWriter } from './textWriters.ts';

/** Text without its markup, and what had to be taken out of it. */
export type ReadText = {
  readonly text: string;
  /** Tags were taken out or turned into Markdown. */
  readonly html: boolean;
  /** Pictures of another server were left out; no remote image is ever loaded. */
  readonly images: boolean;
};

/** An entity as HTML writes it, with its semicolon; any other `&` is one. */
const ENTITY = /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});/i;
const BARE_AMPERSAND = new RegExp(`&(?!${ENTITY.source.slice(1)})`, 'gi');

const escapeStray = (text: string) => text.replace(BARE_AMPERSAND, '&amp;').replaceAll('<', '&lt;');

/** One round: every tag written out by `writer`, every entity decoded. `null` where there is neither. */
function readOnce(
  source: string,
  writer: TextWriter,
): { readonly text: string; readonly html: boolean } | null {
  const parts = partsOf(source);
  const html = parts.some(({ markup }) => markup);
  if (!html && !ENTITY.test(source)) return null;
  const parser = new Parser(writer, { decodeEntities: true });
  parser.end(parts.map(({ markup, text }) => (markup ? text : escapeStray(text))).join(''));
  return { text: writer.written(), html };
}

/** Some systems encode text again each time it passes through them. */
const ROUNDS = 4;

function read(source: string, newWriter: () => TextWriter): ReadText {
  let text = cleanText(source);
  let html = false;
  let images = false;
  for (let round = 0; round < ROUNDS; round += 1) {
    const writer = newWriter();
    const next = readOnce(text, writer);
    if (next === null) break;
    text = cleanText(next.text);
    html ||= next.html;
    images ||= writer.images();
  }
  const safe = breakOpenTags(text);
  return { text: safe.replace(/\n{3,}/g, '\n\n').trim(), html: html || safe !== text, images };
}

/** HTML, or text with some HTML in it, as plain text: no tags, entities decoded, blocks on lines of their own. */
export const readPlain = (source: string): ReadText => read(source, plainWriter);

/** An image of Markdown becomes a link to it; a link that would run something becomes its text. */
const IMAGE = /!(?=\[[^\]\n]{0,500}\]\()/g;
const RUNNING_LINK =
  /\[([^\]\n]{0,500})\]\(\s*(?:javascript|data|vbscript):(?:[^()\n]|\([^()\n]{0,500}\)){0,2000}\)?/gi;

/** HTML, Markdown, or Markdown with HTML in it, as Markdown without HTML and without pictures. */
export function readMarkdown(source: string): ReadText {
  const result = read(source, markdownWriter);
  const text = result.text.replace(RUNNING_LINK, '$1').replace(IMAGE, '');
  return { text, html: result.html, images: result.images || IMAGE.test(result.text) };
}

/** The words of a piece of HTML. */
export const htmlToText = (html: string): string => readPlain(html).text;

/** A piece of HTML as Markdown. */
export const htmlToMarkdown = (html: string): string => readMarkdown(html).text;
