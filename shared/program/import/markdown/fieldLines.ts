import type { Block } from './blocks.ts';
import { headingKey } from './headingWords.ts';
import { plainText } from './inlineText.ts';
import type { Ledger, SourceLine } from './Ledger.ts';

/** Labels of a session's or talk's own lines, by the words that pages use for them. */
const FIELDS: ReadonlyMap<string, string> = new Map(
  (
    [
      ['kind', ['kind', 'type']],
      ['live', ['live']],
      ['room', ['room', 'venue', 'location', 'place']],
      ['track', ['track']],
      ['time', ['time', 'when', 'date', 'start', 'starts', 'date and time']],
      ['until', ['until', 'expires', 'end', 'ends']],
      ['chairs', ['chair', 'chairs', 'session chair', 'session chairs', 'moderator', 'moderators']],
      ['phases', ['phases', 'phase']],
      ['status', ['status', 'state']],
      [
        'speakers',
        ['speaker', 'speakers', 'presenter', 'presenters', 'author', 'authors', 'panelists', 'by'],
      ],
      ['length', ['length', 'duration']],
      ['topics', ['topics', 'keywords']],
      ['links', ['links', 'link', 'slides', 'paper', 'video', 'poster', 'recording']],
      ['artifacts', ['artifacts', 'artefacts', 'artifact']],
      ['language', ['language']],
      ['license', ['license', 'licence']],
      ['recorded', ['may be recorded']],
      ['abstract', ['abstract', 'description', 'summary']],
      ['outline', ['outline']],
      ['bio', ['bio', 'biography', 'speaker bio', 'short bio', 'about the speaker']],
    ] as const
  ).flatMap(([field, words]) => words.map((word) => [word, field] as const)),
);

export type Field = {
  /** In plain words. */
  readonly text: string;
  readonly markdown: string;
  readonly line: number;
  readonly label: string;
};
export type Fields = {
  readonly fields: ReadonlyMap<string, Field>;
  /** Blocks below `Abstract:` and the other labels of longer text, without their label. */
  readonly rest: readonly Block[];
};

const LABEL = /^[*_]{0,3}(\p{L}[\p{L} -]{1,24}?)\s?[*_]{0,3}:[*_]{0,3}(?:\s+(.*)|)$/u;
/** These go on in the lines and blocks below them. */
const LONG = new Set(['abstract', 'outline']);

/** The labelled lines (`Speakers: …`) of a session or talk, and what is below them. */
export function readFields(blocks: readonly Block[], ledger: Ledger): Fields {
  const fields = new Map<string, Field>();
  const rest: Block[] = [];
  const take = (line: SourceLine): SourceLine | null => {
    const [, label = '', value = ''] = LABEL.exec(line.text.trim()) ?? [];
    const field = FIELDS.get(headingKey(label));
    if (field === undefined) return line;
    ledger.use(line);
    if (LONG.has(field)) return value === '' ? null : { line: line.line, text: value };
    const before = fields.get(field);
    const markdown = before ? `${before.markdown}; ${value}` : value;
    const text = plainText(markdown);
    if (text !== '') fields.set(field, { text, markdown, line: line.line, label: headingKey(label) });
    return null;
  };
  for (const block of blocks) {
    if (block.kind === 'paragraph') {
      const lines = block.lines.flatMap((line) => take(line) ?? []);
      if (lines.length > 0) rest.push({ ...block, lines });
      continue;
    }
    if (block.kind === 'list') {
      const items = block.items.filter(({ lines, children }) => {
        const [first] = lines;
        return !(
          first &&
          lines.length === 1 &&
          children.length === 0 &&
          isShortField(first) &&
          take(first) === null
        );
      });
      if (items.length > 0) rest.push({ ...block, items });
      continue;
    }
    rest.push(block);
  }
  return { fields, rest };
}

function isShortField({ text }: SourceLine): boolean {
  const field = FIELDS.get(headingKey(LABEL.exec(text.trim())?.[1] ?? ''));
  return field !== undefined && !LONG.has(field);
}
