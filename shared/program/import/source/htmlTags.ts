/** Elements of HTML, of its past, and the roots of what it embeds; other bare names in `<>` are text, as in `Vec<T>`. */
const NAMES = new Set(
  [
    'a abbr acronym address animate animatetransform applet area article aside audio b base basefont bdi bdo',
    'bgsound big blink blockquote body br button canvas caption center cite code col colgroup data datalist dd',
    'del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer foreignobject form',
    'frame frameset g h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins isindex kbd',
    'keygen label legend li link listing main map mark marquee math menu menuitem meta meter mi mn mo mtext',
    'multicol nav nextid nobr noembed noframes noscript object ol optgroup option output p param path picture',
    'plaintext portal pre progress q rb rp rt rtc ruby s samp script search section select set slot small',
    'source spacer span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead',
    'time title tr track tt u ul use var video wbr xmp',
  ].flatMap((line) => line.split(' ')),
);

/** A tag is never longer; what goes on without an end is text. */
const LONGEST_TAG = 2000;

const NAME = /<\/?([a-z][a-z0-9-]{0,40}(?::[a-z][a-z0-9-]{0,40})?)(?=[\s/>]|$)/iy;
const DECLARATION = /<(?:!doctype|!\[cdata\[|\?xml)/iy;

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Where the `>` of the tag that begins at `at` is, a `>` in an attribute's quotes not counted; -1 without one. */
function tagEnd(text: string, at: number): number {
  let quote = '';
  const end = Math.min(text.length, at + LONGEST_TAG);
  for (let index = at + 1; index < end; index += 1) {
    const letter = text.charAt(index);
    if (quote !== '') {
      if (letter === quote) quote = '';
    } else if ((letter === '"' || letter === "'") && text.charAt(index - 1) === '=') quote = letter;
    else if (letter === '>') return index;
    else if (letter === '<') return -1;
  }
  return -1;
}

/** The end of a tag, comment or declaration of HTML that begins at `at`; -1 for `a < b`, `<me@host>`, `Vec<T>`. */
function markupEnd(text: string, at: number, lastComment: number): number {
  if (text.startsWith('<!--', at)) return at < lastComment ? text.indexOf('-->', at + 2) + 2 : -1;
  if (matchAt(DECLARATION, text, at) !== null) return tagEnd(text, at);
  const name = matchAt(NAME, text, at)?.[1]?.toLowerCase();
  if (name === undefined) return -1;
  const end = tagEnd(text, at);
  const known = NAMES.has(name) || name.includes('-') || text.slice(at, end).includes('=');
  return end >= 0 && known ? end : -1;
}

/** A part of a text: markup, or what stands between. */
export type TextPart = { readonly markup: boolean; readonly text: string };

/** Text as its tags and what stands between them, whole. */
export function partsOf(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  const lastComment = text.lastIndexOf('-->');
  let from = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    const end = markupEnd(text, at, lastComment);
    if (end < at) continue;
    if (at > from) parts.push({ markup: false, text: text.slice(from, at) });
    parts.push({ markup: true, text: text.slice(at, end + 1) });
    from = end + 1;
    at = end;
  }
  if (from < text.length) parts.push({ markup: false, text: text.slice(from) });
  return parts;
}

/** A `<` that could still begin markup, with the attributes that a tag without an end would have. */
const OPEN = /<+(?=[/!?]?[a-z])[/!?]?([a-z][a-z0-9:-]{0,40})(\s[^<>\n]{0,400})?|<+(?=!--)/gi;

/** Takes from text what could still begin a tag, such as one without an end. */
export function breakOpenTags(text: string): string {
  return text.replace(OPEN, (all: string, name: string | undefined, rest: string | undefined) => {
    if (name === undefined) return '';
    if (/^<+[!?]/.test(all)) return all.replace(/^<+/, '');
    const attributes = rest?.includes('=') ?? false;
    if (!NAMES.has(name.toLowerCase().split(/[-:]/)[0] ?? '') && !attributes) return all;
    return attributes ? '' : all.replace(/^<+/, '');
  });
}
