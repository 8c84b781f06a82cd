import type { RowData } from '../../../sync/rows.ts';
import type { Moment } from '../../moment.ts';
import type { Phase } from '../../session.ts';
import { talkLink } from '../../talk.ts';
import { markdownOfAll } from './aboutText.ts';
import type { Block, ListItem } from './blocks.ts';
import { linesOf } from './blocks.ts';
import { keyPart, shortName } from './DraftRows.ts';
import { type Field, type Fields, readFields } from './fieldLines.ts';
import { type InlineLink, readInline } from './inlineText.ts';
import type { SourceLine } from './Ledger.ts';
import { readMoment } from './moments.ts';
import { type NamedPerson, readPeople } from './names.ts';
import type { Page } from './Page.ts';
import { writtenPhases } from './phaseText.ts';
import { capitalised, cleanPoint } from './points.ts';
import type { Section } from './sections.ts';
import { readSlot, slotMoments } from './slots.ts';
import { readArtifacts, readLinks, yes } from './talkFields.ts';
import { readLength, readSpeakerLine, readTitle, splitTitleLine } from './talkWords.ts';

type TalkData = Partial<Omit<RowData<'talk'>, 'externalIds'>>;

/** What a talk has from the session that it is in. */
export type TalkPlace = {
  readonly sessionId: string | null;
  readonly kind: RowData<'talk'>['kind'];
  /** What every talk ends with. */
  readonly closing: Phase | null;
  /** The day of times that stand alone. */
  readonly day: Moment | null;
};

type Words = {
  readonly title: string;
  readonly line: number;
  readonly people: readonly NamedPerson[];
  readonly minutes: number | null;
  readonly kind: RowData<'talk'>['kind'] | null;
  readonly links: readonly InlineLink[];
};

/** Reads talks, from a section with labelled lines or from a list's item, into rows. */
export class TalkReader {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** `#### Title` with `Speakers:`, `Time:`, `Abstract:` and text. */
  section(section: Section, place: TalkPlace): string | null {
    if (!section.line) return null;
    const { line } = section.line;
    const { ledger } = this.#page;
    ledger.use(section.line);
    const { fields, rest } = readFields(section.blocks, ledger);
    const isWritten = fields.has('kind');
    const { title, minutes: inTitle } = isWritten ? asWritten(section.title) : this.#title(section.title);
    const said = fields.get('speakers');
    const [speakerLine, below] = said || isWritten ? [null, rest] : this.#speakersOf(rest);
    const people = said ? (readPeopleOf(said.text) ?? this.#nobody(said)) : (speakerLine?.people ?? []);
    const length = readLength(fields.get('length')?.text ?? '').minutes ?? speakerLine?.minutes ?? inTitle;
    const words = { title: title.title, kind: title.kind, line, people, minutes: length, links: [] };
    return this.#put(words, place, below, this.#fields({ fields, rest: below }));
  }

  #title(text: string) {
    const { minutes, rest } = /\(\s*\d/.test(text) ? readLength(text) : { minutes: null, rest: text };
    return { title: readTitle(rest), minutes };
  }

  /** Speakers on the first line below a title. */
  #speakersOf(blocks: readonly Block[]) {
    const [first, ...others] = blocks;
    const [line, ...more] = first?.kind === 'paragraph' ? first.lines : [];
    const read = line ? readSpeakerLine(readInline(line.text).text) : null;
    if (!line || !read) return [null, blocks] as const;
    this.#page.ledger.use(line);
    const rest: Block[] = more.length > 0 ? [{ kind: 'paragraph', lines: more }, ...others] : others;
    return [read, rest] as const;
  }

  #nobody({ text, line }: Field): readonly NamedPerson[] {
    this.#page.ledger.remark('left-out', 'missing-name', line, text);
    return [];
  }

  /** An item of a list: title, speakers, then points or an abstract; `points` are a list right below it. */
  item(item: ListItem, place: TalkPlace, points: readonly ListItem[]): string | null {
    const [first, ...others] = item.lines;
    if (!first) return null;
    this.#page.ledger.use(...item.lines);
    const { text: whole, links } = readInline(first.text, this.#page.definitions);
    const slot = readSlot(whole);
    const text = slot.rest;
    const [second, ...below] = others;
    const speakerLine = second ? readSpeakerLine(readInline(second.text).text) : null;
    const lines = speakerLine ? below : others;
    const split =
      speakerLine || this.#isPlainTitle(text) ? { title: text, speakers: null } : splitTitleLine(text);
    const { minutes, rest } = readLength(split.title);
    const title = readTitle(minutes === null ? split.title : rest);
    if (title.title === '') return null;
    const inline = split.speakers ? readSpeakerLine(split.speakers) : null;
    const people = speakerLine?.people ?? inline?.people ?? [];
    const length = speakerLine?.minutes ?? inline?.minutes ?? minutes ?? slot.minutes;
    const { start } = slotMoments(slot, place.day, this.#page, first.line);
    const words = { title: title.title, kind: title.kind, line: first.line, people, minutes: length, links };
    return this.#put(
      words,
      place,
      [...asBlocks(lines), ...item.children, ...asPoints(points)],
      start ? { start } : {},
      lines,
    );
  }

  /** "Talk: Title: Subtitle" has no speakers behind its colon. */
  #isPlainTitle(text: string): boolean {
    return readTitle(text).kind !== null && !/\s[–—-]\s|\bby\s|\(/.test(text);
  }

  #put(
    words: Words,
    place: TalkPlace,
    below: readonly Block[],
    more: TalkData,
    itemLines: readonly SourceLine[] = [],
  ) {
    const { rows, ledger } = this.#page;
    ledger.use(...below.flatMap(linesOf));
    const body = bodyOf(below, itemLines);
    const speakers = words.people.flatMap((person) => {
      if (person.name !== '') {
        return [{ personId: rows.person(person, words.line), affiliations: [...person.affiliations] }];
      }
      ledger.remark('left-out', 'missing-name', words.line, person.affiliations.join(', '));
      return [];
    });
    const own = { ...more };
    const data: TalkData = {
      sessionId: place.sessionId,
      kind: words.kind ?? place.kind,
      title: shortName(words.title),
      ...body,
      speakers,
      ...(words.minutes === null ? {} : { minutes: words.minutes }),
      ...(place.closing ? { phases: [place.closing] } : {}),
      ...linksOf(words.links),
      order: rows.count('talk'),
      ...own,
    };
    return rows.add('talk', keyPart(words.title), data, words.line);
  }

  #fields({ fields }: Fields): TalkData {
    const text = (name: string) => fields.get(name)?.text ?? null;
    const kind = talkKindOf(text('kind'));
    const time = fields.get('time');
    const moments = time ? readMoment(time.text, this.#page, time.line) : null;
    const phases = writtenPhases(text('phases') ?? '');
    const topics = (text('topics') ?? '').split(/\s*[;,]\s*/).filter((one) => one !== '');
    const links = fields.get('links');
    const artifacts = fields.get('artifacts');
    const language = text('language');
    const license = text('license');
    const recorded = text('recorded');
    const room = fields.get('room');
    const track = fields.get('track');
    return {
      ...(kind ? { kind } : {}),
      ...(moments ? { start: moments.start } : {}),
      ...(phases.length > 0 ? { phases: [...phases] } : {}),
      ...(topics.length > 0 ? { topics } : {}),
      ...(links ? { links: readLinks(links, this.#page.ledger) } : {}),
      ...(artifacts ? { artifacts: readArtifacts(artifacts, this.#page.ledger) } : {}),
      ...(language ? { language } : {}),
      ...(license ? { license } : {}),
      ...(recorded ? { mayBeRecorded: yes(recorded) } : {}),
      ...(room ? { roomId: this.#page.rows.place('room', room.text, room.line) } : {}),
      ...(track ? { trackId: this.#page.rows.place('track', track.text, track.line) } : {}),
      ...(/cancel/i.test(text('status') ?? '') ? { state: 'cancelled' } : {}),
    };
  }
}

const asWritten = (title: string) => ({ title: { title, kind: null }, minutes: null });

const readPeopleOf = (text: string): readonly NamedPerson[] | null =>
  readPeople(text) ?? readSpeakerLine(text)?.people ?? null;

const KINDS = ['invited', 'paper', 'tutorial', 'customer', 'demo', 'lightning', 'talk'] as const;
const talkKindOf = (text: string | null) => KINDS.find((kind) => kind === text?.trim().toLowerCase()) ?? null;

const asBlocks = (lines: readonly SourceLine[]): readonly Block[] =>
  lines.length > 0 ? [{ kind: 'paragraph', lines }] : [];
const asPoints = (items: readonly ListItem[]): readonly Block[] =>
  items.length > 0 ? [{ kind: 'list', ordered: true, items }] : [];

/** Several lines under a talk are its points, one is its abstract; a list is points in any case. */
function bodyOf(blocks: readonly Block[], itemLines: readonly SourceLine[]): TalkData {
  const lists = blocks.flatMap((block) => (block.kind === 'list' ? block.items : []));
  const points = lists.flatMap(({ lines, children }) => [
    readInline(lines.map(({ text }) => text).join(' ')).text,
    ...children.flatMap(linesOf).map(({ text }) => readInline(text).text),
  ]);
  const isOutline =
    lists.length === 0 && itemLines.length > 1 && itemLines.every(({ text }) => text.length < 300);
  if (isOutline) {
    const texts = itemLines.map(({ text }) => cleanPoint(readInline(text).text));
    return { outline: texts.filter((text) => text !== '') };
  }
  const abstract = markdownOfAll(blocks.filter(({ kind }) => kind !== 'list' && kind !== 'definition'));
  const outline = points.map(asPoint).filter((point) => point !== '');
  return { ...(abstract === '' ? {} : { abstract }), ...(outline.length > 0 ? { outline } : {}) };
}

/** A numbered part of a sentence as a point by itself: "1. one thing," */
const asPoint = (text: string): string =>
  /^\p{Ll}/u.test(text) ? capitalised(cleanPoint(text).replace(/\.$/, '')) : cleanPoint(text);

function linksOf(links: readonly InlineLink[]): TalkData {
  const read = links.flatMap(({ label, url }) => {
    const one = talkLink.safeParse({ kind: 'web', label: shortName(label), url });
    return one.success ? [one.data] : [];
  });
  return read.length > 0 ? { links: read } : {};
}
