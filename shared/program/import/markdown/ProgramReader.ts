import type { RowData } from '../../../sync/rows.ts';
import type { Moment } from '../../moment.ts';
import { markdownOfAll } from './aboutText.ts';
import type { Block, ListItem } from './blocks.ts';
import { linesOf } from './blocks.ts';
import { keyPart, shortName } from './DraftRows.ts';
import { type Field, type Fields, readFields } from './fieldLines.ts';
import { sessionKinds } from './headingWords.ts';
import { readInline } from './inlineText.ts';
import { readMoment } from './moments.ts';
import { readPeople } from './names.ts';
import type { Page } from './Page.ts';
import { closingPhase, sharesIn, writtenPhases } from './phaseText.ts';
import { sentencesOf } from './points.ts';
import { itemText, type Section } from './sections.ts';
import { readSlot, slotMoments } from './slots.ts';
import { type TalkPlace, TalkReader } from './TalkReader.ts';
import { yes } from './talkFields.ts';
import { readSpeakerLine, readTitle, splitTitleLine } from './talkWords.ts';

type SessionData = Partial<Omit<RowData<'session'>, 'externalIds'>>;
type Kind = RowData<'session'>['kind'];
const SESSION_KINDS = ['talks', 'keynote', 'panel', 'bof', 'tutorial', 'qa', 'break', 'social'] as const;

/** A heading for talks that are in no session, as our own export writes it. */
const NO_SESSION = /^(?:talks? without a session|further talks|other talks)$/i;

export class ProgramReader {
  readonly #page: Page;
  readonly #talks: TalkReader;

  readonly #day: Moment | null;

  /** `day`: the workshop's, for times of day that stand alone. */
  constructor(page: Page, day: Moment | null) {
    this.#page = page;
    this.#day = day;
    this.#talks = new TalkReader(page);
  }

  /** A section of the program, with its sessions and talks; prose that is none of theirs comes back. */
  read(section: Section): readonly Block[] {
    if (section.line) this.#page.ledger.use(section.line);
    const own = section.topic === 'session' || this.#hasTalks(section.blocks);
    const deep = section.children.some(({ children }) => children.length > 0);
    if (own && !deep && !section.children.some((child) => this.#isSession(child))) {
      this.#session(section);
      return [];
    }
    if (own && this.#hasTalks(section.blocks)) this.#session({ ...section, children: [] });
    const loose: Section[] = [];
    for (const child of section.children) {
      if (deep || this.#isSession(child)) this.#session(child);
      else loose.push(child);
    }
    const place = {
      sessionId: null,
      kind: sessionKinds(section.title).talk,
      closing: this.#closing(section.blocks),
      day: this.#day,
    };
    for (const talk of loose) this.#talk(talk, place);
    return this.#hasTalks(section.blocks) ? [] : section.blocks;
  }

  #isSession({ topic, blocks, children, title }: Section): boolean {
    if (children.length > 0 || topic === 'session' || topic === 'program') return true;
    if (sessionKinds(title).session !== 'talks' || /\bsession\b|^(?:morning|afternoon)\b/i.test(title))
      return true;
    const [first] = blocks;
    const label =
      first?.kind === 'paragraph' ? /^Kind:\s*(\w+)/.exec(first.lines[0]?.text ?? '')?.[1] : undefined;
    if (label) return SESSION_KINDS.some((kind) => kind === label);
    return this.#hasTalks(blocks);
  }

  /** Whether a list's items look like talks: a kind before a title, speakers on the next line, or behind a dash. */
  #hasTalks(blocks: readonly Block[]): boolean {
    return blocks.some(
      (block) =>
        block.kind === 'list' &&
        block.items.filter((item) => this.#isTalk(item)).length * 2 > block.items.length,
    );
  }

  #isTalk({ lines }: ListItem): boolean {
    const [first, second] = lines;
    if (!first) return false;
    const { text } = readInline(first.text);
    if (readTitle(text).kind !== null || readSlot(text).from !== null) return true;
    if (second && readSpeakerLine(readInline(second.text).text)) return true;
    return text.length < 300 && splitTitleLine(text).speakers !== null;
  }

  #talk(section: Section, place: TalkPlace): void {
    this.#talks.section(section, place);
    for (const child of section.children) this.#talk(child, place);
  }

  #session(section: Section): void {
    const line = section.line?.line ?? linesOfFirst(section.blocks);
    if (section.line) this.#page.ledger.use(section.line);
    const kinds = sessionKinds(section.title);
    const { fields, rest } = readFields(section.blocks, this.#page.ledger);
    const closing = this.#closing(rest);
    const lists = this.#hasTalks(rest) || (section.topic === 'session' && section.children.length === 0);
    const prose = lists ? rest.filter(({ kind }) => kind !== 'list') : rest;
    const speakers =
      section.children.length === 0 && !this.#hasTalks(rest) ? fields.get('speakers') : undefined;
    const isNone = NO_SESSION.test(section.title.trim());
    const sessionId = isNone ? null : this.#put(section, kinds.session, fields, prose, line);
    this.#page.ledger.use(...rest.filter(({ kind }) => kind !== 'list' || !lists).flatMap(linesOf));
    const kind = section.children.length > 0 || lists ? kinds.talk : 'talk';
    const time = fields.get('time');
    const day = (time && readMoment(time.text, this.#page, time.line)?.start) ?? this.#day;
    const place = { sessionId, kind, closing, day };
    if (lists) this.#items(rest, place);
    if (speakers) this.#chairs(speakers, sessionId);
    for (const child of section.children) this.#talk(child, place);
  }

  /** A session that names speakers and no talks: they are told, as nothing says what they speak of. */
  #chairs({ text, line }: Field, sessionId: string | null): void {
    if (sessionId !== null) this.#page.ledger.remark('not-understood', 'missing-title', line, text);
  }

  /** The talks of a session's lists. A numbered list right below a talk that ends in a colon has its points. */
  #items(blocks: readonly Block[], place: TalkPlace): void {
    const lists = blocks.flatMap((block) => (block.kind === 'list' ? [block] : []));
    lists.forEach((list, at) => {
      if (list.ordered && asksForPoints(lists[at - 1])) return;
      list.items.forEach((item, index) => {
        const last = index === list.items.length - 1;
        const next = lists[at + 1];
        const points = last && next?.ordered && asksForPoints(list) ? next.items : [];
        if (this.#break(item, place)) return;
        if (this.#talks.item(item, place, points) === null) {
          this.#page.ledger.leaveOut('missing-title', linesOf({ ...list, items: [item] }), 'left-out');
        }
      });
    });
  }

  /** "12:00 - 13:00 Lunch" among the talks is a session of its own. */
  #break({ lines, children }: ListItem, { day }: TalkPlace): boolean {
    const [first, ...more] = lines;
    const slot = readSlot(readInline(first?.text ?? '').text);
    const { session: kind } = sessionKinds(slot.rest);
    if (!first || slot.from === null || more.length + children.length > 0) return false;
    if ((kind !== 'break' && kind !== 'social') || slot.rest.length > 80) return false;
    const { rows, ledger } = this.#page;
    ledger.use(first);
    const times = slotMoments(slot, day, this.#page, first.line);
    const order = rows.count('session');
    rows.add(
      'session',
      keyPart(slot.rest),
      { kind, title: shortName(slot.rest), ...times, order },
      first.line,
    );
    return true;
  }

  #closing(blocks: readonly Block[]) {
    const prose = blocks.flatMap((block) => (block.kind === 'paragraph' ? block.lines : []));
    return closingPhase(readInline(prose.map(({ text }) => text).join(' ')).text);
  }

  #put(
    section: Section,
    kind: Kind,
    fields: Fields['fields'],
    prose: readonly Block[],
    line: number,
  ): string {
    const { rows } = this.#page;
    const get = (name: string) => fields.get(name);
    const time = get('time');
    const moments = time ? readMoment(time.text, this.#page, time.line) : null;
    const room = get('room');
    const track = get('track');
    const chairs = get('chairs');
    const description = markdownOfAll(prose.filter((block) => block.kind !== 'definition'));
    const said = SESSION_KINDS.find((one) => one === get('kind')?.text.trim().toLowerCase());
    const title = shortName(get('kind') ? section.title : readTitle(section.title).title);
    const isLive = get('live');
    const phases = [...writtenPhases(get('phases')?.text ?? '')];
    const shares = phases.length > 0 ? phases : sentencesOf(readInline(description).text).flatMap(sharesIn);
    const data: SessionData = {
      kind: said ?? kind,
      title,
      ...(isLive ? { live: yes(isLive.text) } : {}),
      ...(moments ? { start: moments.start, ...(moments.end ? { end: moments.end } : {}) } : {}),
      ...(room ? { roomId: rows.place('room', room.text, room.line) } : {}),
      ...(track ? { trackId: rows.place('track', track.text, track.line) } : {}),
      ...(chairs ? { chairIds: this.#people(chairs) } : {}),
      ...(shares.length > 0 ? { phases: [...shares] } : {}),
      ...(description === '' ? {} : { description }),
      ...((said ?? kind) === 'qa' ? { covers: { kind: 'talks-without-a-live-session' } } : {}),
      ...(/cancel/i.test(get('status')?.text ?? '') ? { state: 'cancelled' } : {}),
      order: rows.count('session'),
    };
    return rows.add('session', keyPart(title), data, line);
  }

  #people({ text, line }: Field): string[] {
    const people = (readPeople(text) ?? []).filter(({ name }) => name !== '');
    if (people.length === 0) this.#page.ledger.remark('left-out', 'missing-name', line, text);
    return people.map((person) => this.#page.rows.person(person, line));
  }
}

const linesOfFirst = (blocks: readonly Block[]): number => blocks.flatMap(linesOf)[0]?.line ?? 1;

function asksForPoints(list: Extract<Block, { kind: 'list' }> | undefined): boolean {
  const last = list?.items.at(-1);
  return last !== undefined && itemText(last).trim().endsWith(':');
}
