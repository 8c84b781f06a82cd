import type { ProgramDraft, SourceFile } from '../draft.ts';
import { type Block, readBlocks } from './blocks.ts';
import { decodePage } from './decodePage.ts';
import { dropTemplate, tellFences } from './dropTemplate.ts';
import { readFrontMatter } from './frontMatter.ts';
import type { Definitions } from './inlineText.ts';
import { Ledger } from './Ledger.ts';
import { mendLines } from './mendLines.ts';
import { PageReader } from './PageReader.ts';
import { withoutHtml } from './pageHtml.ts';
import { pageSentences } from './pageSentences.ts';
import { readPageTitle } from './pageTitle.ts';
import { readSections } from './sections.ts';
import { PageScanner } from './setAside.ts';

const DEFINITION = /^\s{0,3}\[([^\]]{1,200})\]:\s*<?([^\s<>]{1,1000})>?/;

function definitionsOf(blocks: readonly Block[], ledger: Ledger): Definitions {
  const found: Definitions = {};
  for (const block of blocks) {
    if (block.kind !== 'definition') continue;
    for (const line of block.lines) {
      const [, name, href] = DEFINITION.exec(line.text) ?? [];
      if (name && href) found[name.toLowerCase().replace(/\s+/g, ' ')] = { href, title: null };
    }
    ledger.use(...block.lines);
  }
  return found;
}

/** A page that was read, with the book of its lines: each is used, or told, or has no words. */
export type WholePage = { readonly draft: ProgramDraft; readonly ledger: Ledger };

/** @see readPage */
export function readWholePage(file: SourceFile): WholePage {
  const { text, asDeclared } = decodePage(file);
  const raw = text.split(/\r\n?|\n/);
  const ledger = new Ledger(raw);
  if (!asDeclared)
    ledger.remark('repaired', 'broken-characters', 1, raw.find((line) => line.trim() !== '') ?? '');
  const front = readFrontMatter(mendLines(raw, ledger), ledger);
  const { lines, fences } = new PageScanner(front.rest, ledger).scan();
  tellFences(fences, ledger);
  const blocks = readBlocks(withoutHtml(lines, ledger));
  const definitions = definitionsOf(blocks, ledger);
  const root = dropTemplate(readSections(blocks, ledger), ledger);
  const sentences = pageSentences(root);
  const title = readPageTitle({ file: file.name, root, sentences, front, ledger });
  const rows = new PageReader({ root, sentences, title, front, definitions, ledger }).read();
  ledger.close();
  return { draft: { format: 'markdown', rows, notes: ledger.notes }, ledger };
}

/**
 * Reads a workshop's own page, in Markdown or plain text, into a draft of its program: headings in any order,
 * of any kind and with slips of the pen, labelled lines in their place, dates and addresses as people write them.
 * What was mended or assumed is in the notes, and every line that has no place in a program too. Keys come from
 * titles and names (`md:talk/a-title`), so that a page that was edited finds its rows again. Our own Markdown
 * export is such a page.
 * @throws RefusedError `too-large`, `unknown-format` (not text) or `malformed` (nothing in it), and only those
 */
export const readPage = (file: SourceFile): ProgramDraft => readWholePage(file).draft;
