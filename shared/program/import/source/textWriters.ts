import type { Handler } from 'htmlparser2';

/** Writes text as a parser of HTML walks through it. */
export type TextWriter = Partial<Handler> & {
  readonly written: () => string;
  /** Whether a picture was passed. */
  readonly images: () => boolean;
};

/** Elements whose contents are no words. */
const WORDLESS = new Set([
  'script',
  'style',
  'iframe',
  'object',
  'embed',
  'applet',
  'template',
  'noscript',
  'svg',
]);

const BLOCKS = new Set(
  (
    'address article aside blockquote dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 ' +
    'header hr li main nav ol p pre section table tbody td tfoot th thead title tr ul'
  ).split(' '),
);

type Mark = { readonly before: string; readonly after: string };
const mark = (before: string, after = before): Mark => ({ before, after });
const none = mark('');

const heading = (depth: number) => mark(`\n\n${'#'.repeat(depth)} `, '\n\n');

const markdownMarks: Readonly<Record<string, Mark>> = {
  b: mark('**'),
  strong: mark('**'),
  i: mark('*'),
  em: mark('*'),
  code: mark('`'),
  pre: mark('\n\n'),
  p: mark('\n\n'),
  br: mark('\n', ''),
  hr: mark('\n\n', ''),
  li: mark('\n- ', ''),
  tr: mark('\n', ''),
  td: mark(' ', ''),
  th: mark(' ', ''),
  h1: heading(1),
  h2: heading(2),
  h3: heading(3),
  h4: heading(4),
  h5: heading(5),
  h6: heading(6),
};

const plainMarks: Readonly<Record<string, Mark>> = {
  br: mark('\n', ''),
  td: mark(' ', ''),
  th: mark(' ', ''),
};

const markOf = (marks: Readonly<Record<string, Mark>>, name: string): Mark =>
  (Object.hasOwn(marks, name) ? marks[name] : undefined) ?? (BLOCKS.has(name) ? mark('\n') : none);

/** An address that a text may link to. */
const WEB = /^\s*https?:\/\/[^\s()<>]{1,1000}\s*$/i;

type Marks = Readonly<Record<string, Mark>>;

function writer(marks: Marks, links: boolean): TextWriter {
  const out: string[] = [];
  const targets: (string | null)[] = [];
  let wordless = 0;
  let images = false;
  const put = (text: string) => {
    if (wordless === 0 && text !== '') out.push(text);
  };
  return {
    onopentag: (name, attributes) => {
      if (name === 'img' || name === 'image' || name === 'picture') images = true;
      if (WORDLESS.has(name)) wordless += 1;
      put(markOf(marks, name).before);
      if (!links || name !== 'a') return;
      const target = WEB.test(attributes.href ?? '') ? (attributes.href ?? '').trim() : null;
      targets.push(target);
      if (target !== null) put('[');
    },
    onclosetag: (name) => {
      const target = links && name === 'a' ? targets.pop() : undefined;
      if (typeof target === 'string') put(`](${target})`);
      put(markOf(marks, name).after);
      if (WORDLESS.has(name)) wordless = Math.max(0, wordless - 1);
    },
    ontext: put,
    written: () => out.join(''),
    images: () => images,
  };
}

/** Writes blocks on lines of their own, and nothing else of the markup. */
export const plainWriter = (): TextWriter => writer(plainMarks, false);

/** Writes what Markdown has a sign for as Markdown. */
export const markdownWriter = (): TextWriter => writer(markdownMarks, true);
