import type { Block } from './blocks.ts';
import { linesOf } from './blocks.ts';
import { plainText } from './inlineText.ts';
import type { Ledger, SourceLine } from './Ledger.ts';
import type { Section } from './sections.ts';
import type { Fence } from './setAside.ts';
import { isTemplateHeading, isTemplateText } from './templateText.ts';

/** Template text shows itself at once. */
const BEGINNING = 2000;

const joined = (lines: readonly SourceLine[]): string =>
  plainText(
    lines
      .slice(0, 40)
      .map(({ text }) => text.slice(0, BEGINNING))
      .join(' ')
      .slice(0, BEGINNING),
  );

/** A block without its template text; `null` where nothing else was in it. */
function withoutTemplate(block: Block, ledger: Ledger): Block | null {
  const lines = linesOf(block);
  if (block.kind === 'definition' || block.kind === 'heading') return block;
  if (block.kind === 'paragraph') {
    const kept = lines.filter((line) => {
      const isTemplate = isTemplateText(joined([line]));
      if (isTemplate) ledger.leaveOut('template-text', [line]);
      return !isTemplate;
    });
    if (kept.length === 0) return null;
    if (kept.length === 1 || !isTemplateText(joined(kept))) return { ...block, lines: kept };
  } else if (!isTemplateText(joined(lines))) return block;
  ledger.leaveOut('template-text', lines);
  return null;
}

/** The sections without what a site generator left in them; a heading with nothing else below it is told too. */
export function dropTemplate(section: Section, ledger: Ledger): Section {
  const blocks = section.blocks.flatMap((block) => withoutTemplate(block, ledger) ?? []);
  const all = section.children.map((child) => dropTemplate(child, ledger));
  const children = all.filter((child, at) => {
    const before = section.children[at];
    const isEmpty = child.blocks.length === 0 && child.children.length === 0 && child.rest === '';
    const isEmptied = isEmpty && before !== undefined && before.blocks.length > 0;
    const isTemplate = isEmpty && isTemplateHeading(child.title);
    if (!(isEmptied || isTemplate) || !child.line) return true;
    if (child.topic !== null && child.title !== plainText(child.line.text)) return true;
    const isLabel = !ledger.isOpen(child.line.line);
    if (!isLabel) ledger.leaveOut('template-text', [child.line]);
    return false;
  });
  return { ...section, blocks, children };
}

const EXAMPLE = /^(?:markdown|md|html|liquid|yaml|yml|css|bash|sh|shell)\b/i;

/** Fenced blocks are never taken over; those that show how to write a page are a template's. */
export function tellFences(fences: readonly Fence[], ledger: Ledger): void {
  for (const { language, lines } of fences) {
    const isTemplate = EXAMPLE.test(language) || isTemplateText(joined(lines));
    ledger.leaveOut(isTemplate ? 'template-text' : 'no-place-for-it', lines);
  }
}
