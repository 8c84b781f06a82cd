import type { FrontMatter } from './frontMatter.ts';
import { readHeading } from './headingWords.ts';
import { plainText } from './inlineText.ts';
import type { Ledger } from './Ledger.ts';
import { editionYear, findDates } from './pageDates.ts';
import {
  acronymOf,
  findHost,
  findName,
  findSubject,
  type HostEvent,
  hostInHeading,
  mendTitle,
  type Sentence,
} from './pageFacts.ts';
import { capitalised } from './points.ts';
import type { Section } from './sections.ts';

export type PageTitle = {
  readonly title: string;
  readonly acronym: string | null;
  readonly host: HostEvent | null;
  /** The heading that has it. */
  readonly heading: Section | null;
  /** A second heading right below it, which goes on with it. */
  readonly subtitle: Section | null;
};

const WELCOME = /^(?:welcome to (?:the )?|call for papers:?\s+|cfp:?\s+)(?=\S{3})/i;

/** The page's first heading, where it is none of the known ones. */
function titleSection(root: Section): Section | null {
  const [first] = root.children;
  if (!first || first.topic !== null || first.level > 3) return null;
  const others = root.children.slice(1);
  const isFirstAmongMany =
    first.level === 1 || first.children.length > 0 || others.every(({ topic }) => topic !== null);
  return isFirstAmongMany || WELCOME.test(first.title) || root.blocks.length === 0 ? first : null;
}

function subtitleOf(heading: Section | null): Section | null {
  const [next] = heading?.blocks.length === 0 ? heading.children : [];
  if (!next || next.topic !== null || next.title.split(' ').length < 4) return null;
  return /^(?:with|for|in|at|on|a|an|the|how|co-?located|held)\b/i.test(next.title) ||
    hostInHeading(next.title)
    ? next
    : null;
}

/** Words of a file's name that stand for a short name: no vowels in it, or the text has it in capitals. */
function acronymInName(stem: readonly string[], text: string): string | null {
  for (const word of stem.filter((one) => /^[a-z]{3,}$/i.test(one))) {
    const [found] = new RegExp(`\\b${word}\\b`, 'i').exec(text) ?? [];
    if (found && found === found.toUpperCase()) return found;
    if (/^[b-df-hj-np-tv-xz]{3,}$/i.test(word)) return word.toUpperCase();
  }
  return null;
}

const stemOf = (file: string): readonly string[] =>
  (file.split(/[/\\]/).at(-1) ?? '')
    .replace(/\.[^.]{1,9}$/, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

type Source = {
  readonly file: string;
  readonly root: Section;
  readonly sentences: readonly Sentence[];
  readonly front: FrontMatter;
  readonly ledger: Ledger;
};

const NAMES_AN_EVENT =
  /\b(?:workshop|symposium|tutorial|bof|birds of a feather|forum|meeting|seminar|panel)\b/i;

/** A first line that stands alone and names an event is the title of a page without headings. */
function firstLine({ root, ledger }: Source): string | undefined {
  const [block] = root.blocks;
  const [line, ...more] = block?.kind === 'paragraph' ? block.lines : [];
  const text = line ? plainText(line.text) : '';
  if (!line || more.length > 0 || !NAMES_AN_EVENT.test(text)) return undefined;
  if (text.length > 140 || !/^\p{Lu}/u.test(text) || /[.!?:,;]$/.test(text)) return undefined;
  ledger.remark('assumed', 'missing-title', line.line, text);
  return text;
}

/** A title that nothing states is taken from what the page or its file name has, and told. */
function assumedTitle(
  { file, sentences, ledger }: Source,
  acronym: string | null,
  host: HostEvent | null,
): string {
  const subject = findSubject(sentences);
  const stem = stemOf(file);
  const words = stem.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
  const short = acronym && host ? `${acronym} at ${host.short}` : acronym;
  const title = short ?? (subject ? capitalised(subject.text) : null) ?? (words === '' ? 'Workshop' : words);
  ledger.remark('assumed', 'missing-title', subject && !short ? subject.line : 1, title);
  return title;
}

/** The title of a page: its own field, its first heading, its name in the prose; else one that is assumed. */
export function readPageTitle(source: Source): PageTitle {
  const { root, sentences, front, ledger, file } = source;
  const heading = titleSection(root);
  const subtitle = subtitleOf(heading);
  const written = root.children.find(({ topic }) => topic === 'title');
  const [block] = written?.blocks ?? [];
  const field = block?.kind === 'paragraph' ? block.lines[0]?.text : undefined;
  const own =
    field ?? front.fields.get('title')?.text ?? heading?.title.replace(WELCOME, '') ?? firstLine(source);
  const name = findName(sentences);
  const mended = own && name ? mendTitle(own, name.title) : null;
  if (mended && heading?.line)
    ledger.remark('repaired', 'misspelt-heading', heading.line.line, heading.line.text);
  const stated = mended ?? own ?? name?.title ?? null;
  const host =
    (subtitle && hostInHeading(subtitle.title)) ??
    findHost(sentences) ??
    (stated ? hostInHeading(stated) : null);
  const text = sentences
    .slice(0, 400)
    .map((one) => one.text)
    .join('\n');
  const inName = stated ? null : acronymInName(stemOf(file), text);
  const acronym = (stated ? acronymOf(stated) : null) ?? name?.acronym ?? inName;
  const title = stated ?? assumedTitle(source, acronym, host);
  return { title, acronym, host, heading, subtitle };
}

/** The year of the edition: of the host event, the title, a heading; else the one year that all full dates have. */
export function readYear(page: PageTitle, root: Section, sentences: readonly Sentence[]): number | null {
  const named = [
    page.host?.name,
    page.title,
    page.subtitle?.title,
    ...root.children.map(({ title }) => title),
  ];
  for (const name of named) {
    const year = name && !readHeading(name)?.rest ? editionYear(name) : null;
    if (year) return year;
  }
  const years = new Set(
    sentences.flatMap(({ text }) => findDates(text).flatMap(({ start }) => start.year ?? [])),
  );
  const [only] = years;
  return years.size === 1 && only !== undefined ? only : null;
}
