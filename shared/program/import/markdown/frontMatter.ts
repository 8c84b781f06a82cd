import type { Ledger, SourceLine } from './Ledger.ts';

export type FrontMatter = {
  readonly fields: ReadonlyMap<string, SourceLine>;
  /** The page below it; its lines keep their numbers. */
  readonly rest: readonly SourceLine[];
};

const MOST = 80;
const FIELD = /^([A-Za-z][\w-]{0,40}):\s*(.*)$/;
const TAKEN = new Set(['title', 'description', 'subtitle', 'acronym', 'place', 'location']);

/** The fields of a site generator's head between two `---` lines; those of its layout are told as its own. */
export function readFrontMatter(lines: readonly SourceLine[], ledger: Ledger): FrontMatter {
  const fields = new Map<string, SourceLine>();
  if (lines[0]?.text.trim() !== '---') return { fields, rest: lines };
  const end = lines.slice(1, MOST).findIndex(({ text }) => /^(?:---|\.\.\.)\s*$/.test(text)) + 1;
  const inside = lines.slice(1, end);
  if (end < 1 || !inside.some(({ text }) => FIELD.test(text)) || inside.some(isProse))
    return { fields, rest: lines };
  for (const line of inside) {
    const [, name = '', value = ''] = FIELD.exec(line.text) ?? [];
    const text = value.trim().replace(/^(["'])(.*)\1$/, '$2');
    if (!TAKEN.has(name.toLowerCase()) || text === '') {
      if (line.text.trim() !== '') ledger.leaveOut('template-text', [line]);
      continue;
    }
    fields.set(name.toLowerCase(), { line: line.line, text });
    ledger.use(line);
  }
  ledger.use(...[lines[0], lines[end]].flatMap((line) => line ?? []));
  return { fields, rest: lines.slice(end + 1) };
}

const isProse = ({ text }: SourceLine): boolean =>
  text.trim() !== '' && !FIELD.test(text) && !/^(?:\s|-|#)/.test(text);
