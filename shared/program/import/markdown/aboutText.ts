import type { Block, ListItem } from './blocks.ts';

const paragraph = (lines: readonly { readonly text: string }[]): string =>
  lines.map(({ text }) => text.trim()).join('\n');

function item({ lines, children }: ListItem, mark: string): string {
  const own = `${mark} ${lines.map(({ text }) => text.trim()).join('\n  ')}`;
  const below = children.map((block) => markdownOf(block).replace(/^/gm, '  '));
  return [own, ...below].join('\n');
}

/** A block as Markdown, without HTML and images. */
export function markdownOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${paragraph(block.lines)}`;
    case 'list':
      return block.items.map((one, index) => item(one, block.ordered ? `${index + 1}.` : '-')).join('\n');
    default:
      return paragraph(block.lines);
  }
}

export const markdownOfAll = (blocks: readonly Block[]): string =>
  blocks
    .map(markdownOf)
    .filter((text) => text.trim() !== '')
    .join('\n\n');
