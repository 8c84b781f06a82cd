import type { Moment } from '../../moment.ts';
import { momentTime } from '../../momentTime.ts';
import type { DraftRow } from '../draft.ts';
import { AboutParts } from './AboutParts.ts';
import { markdownOfAll } from './aboutText.ts';
import type { Block } from './blocks.ts';
import { linesOf } from './blocks.ts';
import { DraftRows, keyPart, shortName } from './DraftRows.ts';
import { readFields } from './fieldLines.ts';
import type { FrontMatter } from './frontMatter.ts';
import { type Definitions, plainText } from './inlineText.ts';
import type { Ledger } from './Ledger.ts';
import { readMoment, readMoments } from './moments.ts';
import { type Page, PageLinks, readLinksOf, readText } from './Page.ts';
import { PageFields } from './PageFields.ts';
import { ProgramReader } from './ProgramReader.ts';
import { findDates } from './pageDates.ts';
import { findOwnDay, findZone, type Sentence } from './pageFacts.ts';
import { PageLists } from './pageLists.ts';
import { putMeeting } from './pageMeeting.ts';
import { type PageTitle, readYear } from './pageTitle.ts';
import { capitalised } from './points.ts';
import { ContactReader } from './readContacts.ts';
import { DateLines } from './readDates.ts';
import { CommitteeReader } from './readPeople.ts';
import { LABEL_LEVEL, type Section } from './sections.ts';
import { workshopLinks } from './workshopLinks.ts';

type Source = {
  readonly root: Section;
  readonly sentences: readonly Sentence[];
  readonly title: PageTitle;
  readonly front: FrontMatter;
  readonly definitions: Definitions;
  readonly ledger: Ledger;
};

/** Goes through the sections of a page, each with the reader of its topic, and makes the draft's rows. */
export class PageReader {
  readonly #source: Source;
  readonly #page: Page;
  readonly #about: AboutParts;
  readonly #lists: PageLists;
  readonly #dates: DateLines;
  readonly #contacts: ContactReader;
  readonly #fields: PageFields;
  readonly #proceedings: string[] = [];
  /** Read when the workshop's days are known. */
  readonly #programs: Section[] = [];

  constructor(source: Source) {
    const { root, sentences, title, ledger, definitions } = source;
    this.#source = source;
    this.#fields = new PageFields(ledger);
    this.#fields.readFrom(root);
    const rows = new DraftRows(ledger);
    const year = readYear(title, root, sentences);
    const zone = this.#fields.zone ?? findZone(sentences)?.zone ?? null;
    const hostShort = title.host?.short ?? null;
    this.#page = { ledger, rows, definitions, links: new PageLinks(), year, zone, hostShort };
    this.#about = new AboutParts(this.#page);
    this.#lists = new PageLists(this.#page);
    this.#dates = new DateLines(this.#page);
    this.#contacts = new ContactReader(this.#page);
  }

  read(): readonly DraftRow[] {
    const { root, title, sentences, ledger } = this.#source;
    for (const section of [title.heading, title.subtitle]) if (section?.line) ledger.use(section.line);
    this.#section(root, true);
    for (const program of this.#programs) this.#prose(program, this.#program(program), false);
    this.#lists.readSentences(sentences);
    for (const { text, line } of sentences) this.#dates.readRecordings(text, line);
    if (this.#contacts.contacts.length === 0) {
      for (const { text, line } of sentences) this.#contacts.add(text, null, line);
    }
    this.#hostDays();
    this.#dates.putLiveQuestions();
    putMeeting(this.#page, title.title, root, sentences);
    return [this.#workshop(), ...this.#page.rows.all()];
  }

  #section(section: Section, isAbout: boolean): void {
    const { ledger } = this.#page;
    const line = section.line?.line ?? 1;
    if (section.line && section.topic !== null) ledger.use(section.line);
    if (section.line) readText(this.#page, section.line.text, line);
    switch (section.topic) {
      case 'topics':
      case 'audience':
      case 'outcomes':
      case 'requirements':
        this.#prose(section, this.#lists.readSection(section.topic, section), false);
        for (const child of section.children) {
          this.#section(child.topic === null ? { ...child, topic: section.topic } : child, false);
        }
        return;
      case 'dates':
        this.#prose(section, this.#dates.readBlocks(datedBlocks(section)), false);
        break;
      case 'program':
      case 'session':
        this.#programs.push(section);
        return;
      case 'committee':
        this.#prose(section, this.#committee(section), false);
        for (const child of section.children) {
          this.#section(child.topic === null ? { ...child, topic: 'committee' } : child, false);
        }
        return;
      case 'contact':
        this.#prose(section, this.#contacts.read(section.blocks), false);
        break;
      case 'proceedings':
        this.#takeProceedings(section);
        break;
      case 'links':
        this.#takeLinks(section);
        break;
      case 'announcement':
        this.#announcement(section);
        return;
      case 'announcements':
        this.#announcements(section);
        return;
      default:
        if (section.topic !== null && section.topic !== 'about' && this.#fields.has(section)) break;
        this.#ownProse(section, isAbout || section.topic === 'about');
    }
    for (const child of section.children) this.#section(child, false);
  }

  /** Text of the page's own: with lists and dates of the workshop taken out of it. */
  #ownProse(section: Section, isAbout: boolean): void {
    const { title } = this.#source;
    const isTitle = section === title.heading || section === title.subtitle || section.line === null;
    const blocks = this.#dates.takeFrom(this.#lists.takeFrom(section.blocks));
    if (!isTitle && section.topic === null && section.line) this.#page.ledger.use(section.line);
    this.#about.add(isTitle ? '' : section.title, blocks, isAbout || isTitle);
  }

  #prose(section: Section, blocks: readonly Block[], isAbout: boolean): void {
    if (blocks.length > 0) this.#about.add(headingOf(section), blocks, isAbout);
  }

  #committee(section: Section): readonly Block[] {
    const contacts = this.#contacts;
    return new CommitteeReader(this.#page, (text, name, line) => contacts.add(text, name, line)).read(
      section,
    );
  }

  #program(section: Section): readonly Block[] {
    const within = new ProgramReader(this.#page, this.#dates.days?.first ?? null);
    const known = section.children.filter(
      (child) => !IN_PROGRAM.has(child.topic) && !isWrittenSession(child),
    );
    const rest = within.read({
      ...section,
      children: section.children.filter((child) => !known.includes(child)),
    });
    for (const child of known) this.#section(child, false);
    return rest;
  }

  #takeProceedings(section: Section): void {
    const text = plainText(markdownOfAll(section.blocks));
    if (text === '') return;
    if (text.length > LONGEST_PROCEEDINGS) {
      this.#about.add(section.title, section.blocks, false);
      return;
    }
    readLinksOf(this.#page, section.blocks.flatMap(linesOf));
    this.#page.ledger.use(...section.blocks.flatMap(linesOf));
    this.#proceedings.push(text);
  }

  #takeLinks(section: Section): void {
    const rest = section.blocks.filter((block) => {
      const before = this.#page.links.found.length;
      for (const { text, line } of linesOf(block)) readText(this.#page, text, line);
      if (this.#page.links.found.length > before) this.#page.ledger.use(...linesOf(block));
      return this.#page.links.found.length === before;
    });
    this.#about.add(section.title, rest, false);
  }

  #announcements(section: Section): void {
    if (section.blocks.length > 0) this.#announcement({ ...section, children: [] });
    for (const child of section.children) this.#announcement(child);
  }

  #announcement(section: Section): void {
    const { ledger, rows } = this.#page;
    const { fields, rest } = readFields(section.blocks, ledger);
    const moment = (name: string) => {
      const field = fields.get(name);
      return field ? (readMoment(field.text, this.#page, field.line)?.start ?? null) : null;
    };
    const [when, expires] = [moment('time'), moment('until')];
    const blocks = [...rest, ...section.children.flatMap((child) => [asHeading(child), ...child.blocks])];
    const text = markdownOfAll(blocks);
    readLinksOf(this.#page, blocks.flatMap(linesOf));
    ledger.use(...(section.line ? [section.line] : []), ...blocks.flatMap(linesOf));
    const title = shortName(section.title);
    const data = { title, text, ...(when ? { when } : {}), ...(expires ? { expires } : {}) };
    rows.add('announcement', keyPart(title), data, section.line?.line ?? 1);
  }

  #hostDays(): void {
    const { host } = this.#source.title;
    if (!host?.sentence) return;
    const behind = host.sentence.text.indexOf(host.name);
    const date = findDates(host.sentence.text).find(({ from, end }) => from > behind && end !== null);
    if (!date) return;
    const { start, end } = readMoments(host.sentence.text, date, this.#page, host.sentence.line);
    this.#dates.addHostDays(host.short, start, end, host.sentence.line);
  }

  /** The workshop's days: said outright, by its dates, by its prose, by its sessions; else its year. */
  #days(): { readonly first?: Moment; readonly last?: Moment } {
    const { sentences, title } = this.#source;
    const said = this.#fields.days(this.#page);
    if (said.first) return said;
    if (this.#dates.days && this.#dates.days.first.kind !== 'unknown') return this.#dates.days;
    const sessions = this.#page.rows
      .of('session')
      .flatMap(({ data }) => [data.start, data.end])
      .filter((moment): moment is Moment => moment !== undefined && momentTime(moment) !== null)
      .sort((a, b) => (momentTime(a) ?? 0) - (momentTime(b) ?? 0));
    const own = findOwnDay(sentences, title.host);
    const [date] = own ? findDates(own.text) : [];
    const read = own && date ? readMoments(own.text, date, this.#page, own.line) : null;
    const first = read && read.start.kind !== 'unknown' ? read.start : sessions[0];
    const last = read?.end ?? sessions.at(-1);
    if (first) return last ? { first, last } : { first };
    const { year } = this.#page;
    return year === null ? {} : { first: { kind: 'year', year }, last: { kind: 'year', year } };
  }

  #workshop(): DraftRow<'workshop'> {
    const { title, sentences, front } = this.#source;
    const about = this.#about.markdown();
    const summary =
      this.#fields.text('summary') ??
      title.subtitle?.title ??
      front.fields.get('description')?.text ??
      this.#about.summary();
    const links = workshopLinks(this.#page);
    const list = (values: readonly string[]) => [...values];
    const { contacts } = this.#contacts;
    const data = {
      title: shortName(title.title),
      ...this.#fields.facts(title, sentences, this.#page),
      ...this.#days(),
      ...(summary ? { summary: capitalised(summary) } : {}),
      ...(about ? { about } : {}),
      ...(this.#lists.topics.length > 0 ? { topics: list(this.#lists.topics) } : {}),
      ...(this.#lists.audience.length > 0 ? { audience: list(this.#lists.audience) } : {}),
      ...(this.#lists.outcomes.length > 0 ? { outcomes: list(this.#lists.outcomes) } : {}),
      ...(this.#lists.requirements.length > 0 ? { requirements: list(this.#lists.requirements) } : {}),
      ...(links.length > 0 ? { links } : {}),
      ...(contacts.length > 0 ? { contacts: [...contacts] } : {}),
      ...(this.#proceedings.length > 0 ? { proceedings: this.#proceedings.join('\n\n') } : {}),
    };
    const key = 'md:workshop/page';
    const line = title.heading?.line?.line ?? 1;
    return { kind: 'workshop', key, externalIds: [key], data, where: { line } };
  }
}

const IN_PROGRAM: ReadonlySet<Section['topic']> = new Set<Section['topic']>([
  null,
  'program',
  'session',
  'proceedings',
]);

/** A session is one by its talks or its kind, whatever it is called. */
function isWrittenSession({ blocks, children }: Section): boolean {
  const [first] = blocks;
  return children.length > 0 || (first?.kind === 'paragraph' && /^Kind:/.test(first.lines[0]?.text ?? ''));
}

/** "Date: …" as a labelled line has its label in the line. */
function datedBlocks({ title, level, blocks }: Section): readonly Block[] {
  const [block, ...others] = blocks;
  const [first, ...lines] = block?.kind === 'paragraph' ? block.lines : [];
  if (level < LABEL_LEVEL || block?.kind !== 'paragraph' || !first) return blocks;
  return [{ ...block, lines: [{ line: first.line, text: `${title}: ${first.text}` }, ...lines] }, ...others];
}

const LONGEST_PROCEEDINGS = 400;

const headingOf = ({ title, rest }: Section): string =>
  rest === '' ? title : (title.split(':')[0] ?? title);

const asHeading = ({ title, line }: Section): Block => ({
  kind: 'heading',
  level: 3,
  lines: line ? [{ line: line.line, text: title }] : [],
});
