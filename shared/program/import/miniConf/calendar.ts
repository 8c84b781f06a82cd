import type { Where } from '../draft.ts';
import { externalId } from '../source/DraftBuilder.ts';
import { type At, field, rawText } from '../source/FieldReader.ts';
import type { ImportScope } from '../source/ImportScope.ts';
import { sessionKindOf } from '../source/kindWords.ts';
import { spanOf } from '../source/SourceClock.ts';
import type { Entry } from './sitedata.ts';

export const whereOf = ({ file, line, path }: Entry): Where =>
  line === undefined ? { file, path: path ?? '' } : { file, line };

const plain = (name: string): string => name.toLowerCase().replace(/\s+/g, ' ').trim();

const KNOWN = new Set(['title', 'start', 'end', 'location', 'link', 'category', 'calendarId']);

/** The session that a calendar's link shows the papers of: `papers.html?session=Mon+Session+1`. */
function linkedSession(link: string | null): string | null {
  const value = /[?&]session=([^&#]*)/.exec(link ?? '')?.[1];
  if (value === undefined) return null;
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch (thrown) {
    if (thrown instanceof URIError) return null;
    throw thrown;
  }
}

/** Sessions: of the calendar, which knows times, and those that papers and speakers name. */
export class MiniConfSessions {
  readonly #scope: ImportScope;
  readonly #keys = new Map<string, string>();

  constructor(scope: ImportScope) {
    this.#scope = scope;
  }

  addFromCalendar(entry: Entry): void {
    const { read, clock, builder, notes } = this.#scope;
    const where = whereOf(entry);
    const at: At = { where, scope: 'main_calendar[].title' };
    read.unknown(entry.from, KNOWN, { where, scope: 'main_calendar[]' });
    const title = read.line(field(entry.from, 'title'), at);
    if (title === null) {
      notes.add('left-out', 'missing-title', where, rawText(field(entry.from, 'start')) ?? '');
      return;
    }
    const from = clock.moment(field(entry.from, 'start'), where);
    const to = clock.moment(field(entry.from, 'end'), where);
    const { start, end } = spanOf(from, to, null, notes, where);
    const link = rawText(field(entry.from, 'link'));
    const calendar = rawText(field(entry.from, 'calendarId'));
    const titled = sessionKindOf(title);
    const kind = titled === 'talks' && calendar === 'qa' ? 'qa' : titled;
    const ids = [externalId('mini-conf:session', linkedSession(link) ?? title)];
    const key = builder.add('session', ids, { kind, title, start, end }, where);
    const code = /\(([^()]{1,20})\)\s*$/.exec(title)?.[1];
    for (const name of [linkedSession(link), title, code]) {
      if (name && !this.#keys.has(plain(name))) this.#keys.set(plain(name), key);
    }
  }

  /** The session of this name, made at its first mention where no calendar has it. */
  keyOf(name: string, where: Where): string {
    const known = this.#keys.get(plain(name));
    if (known !== undefined) return known;
    const data = { kind: sessionKindOf(name), title: name };
    const key = this.#scope.builder.add('session', [externalId('mini-conf:session', name)], data, where);
    this.#keys.set(plain(name), key);
    return key;
  }
}
