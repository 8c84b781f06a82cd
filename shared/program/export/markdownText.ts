import { readLabel } from '../import/markdown/headingWords.ts';
import { exportLine, exportText } from './exportText.ts';

/** What Markdown (CommonMark, GFM) reads as more than a letter anywhere in a line. */
const SPECIAL = /[\\`*[\]<>~|]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|&(?=#?\w+;)/gu;
/** What begins a block at the start of a line: headings, lists, underlines of headings. */
const BLOCK = /^(#{1,6}(?=\s|$)|[-+=](?=\s|$|[-=]))/;
const NUMBERED = /^(\d{1,9})([.)])(?=\s|$)/;

/** Plain text as one line of Markdown that shows it letter for letter. */
export const markdownLine = (text: string): string =>
  exportLine(text)
    .replace(SPECIAL, '\\$&')
    .replace(BLOCK, '\\$1')
    .replace(NUMBERED, '$1\\$2')
    .replace(/#+$/, '\\$&');

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^ {0,3}(#{1,6})(?:\s+|$)(.*?)(?:\s+#+)?\s*$/;
const UNDERLINE = /^ {0,3}(?:=+|-{2,})\s*$/;
/** A tag or comment of HTML; `<https://…>` is a link. */
const TAG = /<(?=[a-z/!?])(?!https?:|mailto:)/gi;
/** Labels of a session's or talk's lines (`Speakers: …`), which a text of its own must not begin with. */
const OWN_LABEL =
  /^([*_]{0,3}(?:kind|type|live|room|venue|location|place|track|time|when|date|starts?|until|ends?|expires|(?:session )?chairs?|moderators?|phases?|status|state|speakers?|presenters?|authors?|panelists|by|length|duration|topics|keywords|links?|slides|paper|video|poster|recording|artifacts?|language|licen[cs]e|may be recorded|abstract|description|summary|outline|bio)\s?[*_]{0,3}):(?=\s|$|[*_])/i;

/** A line that a reader of pages takes for a label of ours says the same with its colon escaped. */
function unlabelled(line: string): string {
  const shown = line.trim();
  if (OWN_LABEL.test(shown)) return shown.replace(OWN_LABEL, '$1\\:');
  return readLabel(shown) === null ? line : line.replace(':', '\\:');
}

/** `### Heading` below the page's own headings, or a bold line where there is no place for one. */
function headingLine(text: string, level: 3 | null): string {
  if (text === '') return '';
  return level === 3 ? `### ${text}` : `**${text.replaceAll('*', '\\*')}**`;
}

/**
 * Markdown of one field as a part of a larger page: its headings are of the third level or bold lines, its HTML
 * is text, and a code block that it leaves open is closed, so that what stands below is still what it is.
 */
export function markdownPart(text: string, headings: 3 | null = null): string {
  let open: string | null = null;
  const lines = exportText(text)
    .split('\n')
    .map((line) => {
      const fence = FENCE.exec(line)?.[1];
      if (open !== null) {
        if (fence?.startsWith(open) && line.trim() === fence) open = null;
        return line;
      }
      if (fence !== undefined) open = fence;
      if (UNDERLINE.test(line)) return line.replace(/[=-]/, '\\$&');
      const heading = HEADING.exec(line)?.[2];
      const shown = heading === undefined ? unlabelled(line) : headingLine(heading, headings);
      return shown.replace(TAG, '\\<');
    });
  return [...lines, ...(open === null ? [] : [open])].join('\n').trim();
}
