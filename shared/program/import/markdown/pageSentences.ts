import type { Block } from './blocks.ts';
import { plainText } from './inlineText.ts';
import type { SourceLine } from './Ledger.ts';
import type { Sentence } from './pageFacts.ts';
import { sentencesOf } from './points.ts';
import { allSections, type Section } from './sections.ts';

const LONGEST = 20_000;

function ofLines(lines: readonly SourceLine[]): readonly Sentence[] {
  const text = plainText(
    lines
      .map((line) => line.text)
      .join(' ')
      .slice(0, LONGEST),
  );
  const line = lines[0]?.line ?? 1;
  return sentencesOf(text).map((sentence) => ({ text: sentence, line }));
}

function ofBlock(block: Block): readonly Sentence[] {
  if (block.kind === 'definition') return [];
  if (block.kind !== 'list') return ofLines(block.lines);
  return block.items.flatMap(({ lines, children }) => [...ofLines(lines), ...children.flatMap(ofBlock)]);
}

/** Every sentence of a page's prose, lists and headings' second halves, in plain text. */
export function pageSentences(root: Section): readonly Sentence[] {
  return [...allSections(root)].flatMap(({ line, rest, blocks }) => [
    ...(line && rest !== '' ? [{ text: rest, line: line.line }] : []),
    ...(line && rest === '' && line.text.includes(':') ? [] : []),
    ...blocks.flatMap(ofBlock),
  ]);
}
