import { cleanLine } from '../source/cleanText.ts';
import { splitOutsideBrackets } from './points.ts';

export type NamedPerson = {
  readonly name: string;
  readonly affiliations: readonly string[];
  /** `Chair`, where the page gives one beside the name. */
  readonly role: string | null;
  /** The text of affiliations that could be split in several ways. */
  readonly doubtful: string | null;
};

const ORGANISATION =
  /\b(?:universit\w*|college|school|institut\w*|labs?|laborator\w*|commons|consortium|cent(?:er|re)s?|council|agency|academy|hospital|foundation|society|corporation|corp|inc|ltd|llc|gmbh|ag|technolog\w*|research|national|company|group|systems|polytechnic\w*|hochschule|fraunhofer|google|ibm|nvidia|intel|amd|microsoft|meta|amazon|apple|hpe)\b/i;
/** A part of an institution, named before it. */
const PART_OF = /\b(?:department|dept|faculty|division|school|chair|group|unit|section|team)\b/i;
const SHORT_NAME = /^[A-Z][A-Z0-9&/-]{1,11}$/;
const REGION = /^(?:[A-Z]{2}|USA|U\.S\.A?\.?|UAE|U\.K\.)$/;

const ROLE =
  /^(?:(?:general|program|programme|publicity|workshop|web|local|steering|publication|session|track|vice)[ -])?(?:co[ -]?)?(?:chairs?|chairwoman|chairman|organi[sz]ers?|moderators?|leads?|secretary|treasurer)$/i;

const isInstitution = (text: string): boolean =>
  (ORGANISATION.test(text) && !PART_OF.test(text)) || (SHORT_NAME.test(text) && !REGION.test(text));

type Affiliations = Pick<NamedPerson, 'affiliations' | 'doubtful'>;

/**
 * Splits affiliations. A semicolon, a slash or a bar always parts two, and then a comma never does. Else a comma parts two only where an institution
 * stands on both sides of it (by a word such as "University", or a short name in capitals); else what follows
 * is a place or a whole that the first is part of: "LRZ, Munich" is one.
 */
export function splitAffiliations(text: string): Affiliations {
  const parts = cleanLine(text)
    .split(/\s*[;|]\s*|\s+\/\s+/)
    .filter((part) => part !== '');
  if (text.includes(';')) return { affiliations: parts, doubtful: null };
  const affiliations = parts.flatMap((part) => {
    const found: string[] = [];
    for (const piece of splitOutsideBrackets(part, ',')) {
      const before = found.at(-1);
      if (before !== undefined && !(isInstitution(before) && isInstitution(piece))) {
        found[found.length - 1] = `${before}, ${piece}`;
      } else found.push(piece);
    }
    return found;
  });
  return { affiliations, doubtful: /,|\s\/\s/.test(text) ? text : null };
}

const PARTICLE =
  /^(?:de|da|di|du|del|della|dos|van|von|der|den|ter|ten|la|le|el|al|bin|ibn|zu|zur|af|av|y|e|st\.?)$/i;
const TOKEN = /^["“'(]?\p{Lu}[\p{L}\p{M}'’.-]*["”')]?,?$/u;
const TITLES = /^(?:(?:prof|dr|professor|mr|mrs|ms|ph\.?d|dipl|ing|sir)\.?(?:[ -]ing\.?)?\s+){1,4}/i;
const NO_NAME =
  /\b(?:the|and|of|for|with|to|on|in|at|by|from|deep|learning|machine|talk|session|break|lunch|coffee|welcome|opening|closing|discussion|panel|keynote|workshop|introduction|invited|paper|papers|questions|tba|tbd|announced|computing|performance|data|using|towards|scalable|neural|networks?|systems?|model|models|analysis)\b/i;

export const withoutTitles = (name: string): string => name.replace(TITLES, '').trim();

/** Whether words look like a person's name: two to five, capitalised, none of an institution or a title. */
export function isPersonName(text: string): boolean {
  const words = withoutTitles(text).split(/\s+/);
  if (words.length < 2 || words.length > 6 || text.length > 70) return false;
  if (ORGANISATION.test(text) || NO_NAME.test(text) || /\d/.test(text)) return false;
  if (!words.every((word) => TOKEN.test(word) || PARTICLE.test(word))) return false;
  if (!words.some((word) => word.replace(/[^\p{L}]/gu, '').length > 1)) return false;
  return !words.every((word) => SHORT_NAME.test(word) && word.length < 5);
}

const BRACKETS = /^(.{0,200}?)\s*\(([^()]{1,400}(?:\([^()]{0,80}\)[^()]{0,200})?)\)\s*(.{0,200})$/;
const NAME_LENGTH = 120;

function bracketed(text: string): NamedPerson | null {
  const [, before, inside, after] = BRACKETS.exec(text) ?? [];
  if (before === undefined || inside === undefined) return null;
  const [name = '', ...place] = splitOutsideBrackets(before, ',');
  if (name.length > NAME_LENGTH || name.split(/\s+/).length > 7) return null;
  const role = ROLE.test(inside.trim()) ? inside.trim() : null;
  const said = [place.join(', '), role ? '' : inside, (after ?? '').replace(/^[\s,;–-]+/, '')];
  const { affiliations, doubtful } = splitAffiliations(said.filter((part) => part.trim() !== '').join('; '));
  return {
    name: withoutTitles(name),
    affiliations,
    role,
    doubtful: doubtful && inside.match(/,|\//) ? inside : null,
  };
}

const bare = (name: string): NamedPerson => ({
  name: withoutTitles(name),
  affiliations: [],
  role: null,
  doubtful: null,
});

/** A dot that belongs to the last word. */
const ENDS_WITH_DOT = /(?:\b(?:Inc|Ltd|Corp|Co|Jr|Sr|e\.V)|\b\p{Lu})\.$/u;

/** One person on a line: `Name (affiliation)`, `Name, affiliation`, `Name – affiliation`; `null` where none is named. */
export function readPerson(text: string): NamedPerson | null {
  const line = cleanLine(text).replace(ENDS_WITH_DOT.test(text.trim()) ? /[\s,;:]+$/ : /[\s.,;:]+$/, '');
  const inBrackets = bracketed(line);
  if (inBrackets) return inBrackets.name === '' || isPlausible(inBrackets.name) ? inBrackets : null;
  const cut = /^(.{1,120}?)(?:,\s*|\s+[–—-]\s+|\s+(?:from|form|of|at)\s+|:\s+)(.{1,300})$/.exec(line);
  const [, name = '', rest = ''] = cut ?? [];
  if (cut && isPersonName(name)) {
    if (ROLE.test(rest)) return { ...bare(name), role: rest };
    return { ...bare(name), ...splitAffiliations(rest) };
  }
  return isPersonName(line) ? bare(line) : null;
}

/** What stands before an affiliation in brackets is a name even where it has one word or no capital. */
const isPlausible = (name: string): boolean =>
  isPersonName(name) || (name.split(/\s+/).length <= 4 && /^\p{L}/u.test(name) && !NO_NAME.test(name));

const separatorOf = (text: string): string => (splitOutsideBrackets(text, ';').length > 1 ? ';' : ',');

/** A name behind the last "and" of a list. */
const partsOf = (text: string): readonly string[] =>
  splitOutsideBrackets(text, separatorOf(text)).flatMap((part) => {
    const rest = part.replace(/^(?:and|&)\s+/i, '');
    const pair = splitOutsideBrackets(rest.replace(/\s+(?:and|&)\s+(?=\p{Lu})/gu, '\u0000'), '\u0000');
    return pair.length > 1 && pair.every((one) => isPersonName(one.replace(/\s*\(.*$/, ''))) ? pair : [rest];
  });

/**
 * Several people in one line: `A (X), B (Y)`, `A, B, and C`, `A, B, and C, Company` (shared by all).
 * `null` where the line names nobody.
 */
export function readPeople(text: string): readonly NamedPerson[] | null {
  const parts = partsOf(cleanLine(text));
  if (parts.some((part) => part.includes('('))) {
    const people = parts.map((part) => (part.includes('(') ? bracketed(part) : bare(part)));
    const named = people.flatMap((person) => (person && isPlausible(person.name || '-') ? [person] : []));
    return named.length === parts.length && named.length > 0 ? named : readPersonAlone(text);
  }
  const firstOther = parts.findIndex((part) => !isPersonName(part));
  const names = firstOther < 0 ? parts : parts.slice(0, firstOther);
  if (names.length === 0) return readPersonAlone(text);
  const shared = firstOther < 0 ? null : parts.slice(firstOther).join(`${separatorOf(text)} `);
  if (shared === null) return names.map(bare);
  return names.map((name) => ({ ...bare(name), ...splitAffiliations(shared) }));
}

function readPersonAlone(text: string): readonly NamedPerson[] | null {
  const person = readPerson(text);
  return person && person.name !== '' ? [person] : null;
}
