import type { RowData } from '../../../sync/rows.ts';
import { cleanLine } from '../source/cleanText.ts';
import { type NamedPerson, readPeople } from './names.ts';

type TalkKind = RowData<'talk'>['kind'];

const KIND_PREFIX =
  /^(?:[*_]{0,2})((?:customer|invited|contributed|keynote|lightning|opening|closing|guest|plenary|short|full|research|paper|demo|tutorial)?\s?(?:talk|keynote|demo|demonstration|tutorial|paper|presentation|lecture)s?)(?:\s+\d{1,3})?\s?:\s?(?:[*_]{0,2})\s*(?=\S)/i;

/** The kind of a talk by the words before its title. */
function kindOf(words: string): TalkKind {
  const has = (pattern: RegExp) => pattern.test(words);
  if (has(/customer/i)) return 'customer';
  if (has(/invited|keynote|guest|plenary/i)) return 'invited';
  if (has(/lightning/i)) return 'lightning';
  if (has(/demo/i)) return 'demo';
  if (has(/tutorial/i)) return 'tutorial';
  if (has(/paper|contributed/i)) return 'paper';
  return 'talk';
}

export type TitleReading = { readonly title: string; readonly kind: TalkKind | null };

/** A talk's title without the kind before it ("Customer Talk: …"). */
export function readTitle(text: string): TitleReading {
  const prefix = KIND_PREFIX.exec(text);
  const title = cleanLine(prefix ? text.slice(prefix[0].length) : text).replace(/^["“](.{1,480})["”]$/, '$1');
  return { title, kind: prefix ? kindOf(prefix[1] ?? '') : null };
}

const MINUTES =
  /\(?(?<![\d.,:/])(\d{1,3}(?:[.,]\d{1,2})?)\s?-?(h|hrs?|hours?|min|mins|minutes?)\b\.?\)?|(?<![\d.,:/])(\d{1,3})\s?[′'](?![\p{L}\p{N}])/u;

export type LengthReading = { readonly minutes: number | null; readonly rest: string };

/** A planned length in a line (`(1.5h)`, `(90 min)`, `30'`), and the line without it. */
export function readLength(text: string): LengthReading {
  const found = MINUTES.exec(text);
  const amount = Number((found?.[1] ?? found?.[3] ?? '0').replace(',', '.'));
  const minutes = Math.round(amount * (found?.[2]?.toLowerCase().startsWith('h') ? 60 : 1));
  if (!found || minutes < 1 || minutes > 1440) return { minutes: null, rest: text };
  const rest = text.slice(0, found.index) + text.slice(found.index + found[0].length);
  return { minutes, rest: rest.replace(/\(\s*\)/g, '').replace(/[\s,;–-]+$/, '') };
}

const BY = /^(?:\(?by|presented by|given by|speakers?:|presenters?:|authors?:|with)\s+/i;

export type SpeakerLine = { readonly people: readonly NamedPerson[]; readonly minutes: number | null };

/** A line that names the speakers of a talk (`by A, Institute (30 min)`); `null` where it names nobody. */
export function readSpeakerLine(text: string): SpeakerLine | null {
  const line = cleanLine(text);
  if (line.length > 1000) return null;
  const { minutes, rest } = readLength(line);
  const isMarked = BY.test(rest);
  const words = rest.replace(BY, '').replace(/\)$/, (end) => (/^\(by/i.test(rest) ? '' : end));
  const form = words.replace(/\s+(?:form|from|of)\s+(?=\p{Lu})/u, ', ');
  const people = readPeople(isMarked || minutes !== null ? form : words);
  if (!people) return null;
  if (!isMarked && minutes === null && /[.!?]$/.test(line) && !/(?:Inc|Ltd|Corp|Jr|e\.V)\.$/.test(line))
    return null;
  return { people, minutes };
}

/** A title and its speakers on one line: `Title – Speaker (Institute)`, `Title, by Speaker`, `Title (Speaker)`. */
export function splitTitleLine(text: string): { readonly title: string; readonly speakers: string | null } {
  const cuts = [/\s+[–—|]\s+/g, /\s+-\s+/g, /,?\s+by\s+/gi, /\s+(?=\()/g, /:\s+/g, /,\s+/g];
  for (const cut of cuts) {
    const places = [...text.matchAll(cut)];
    const place = places.at(-1);
    if (!place) continue;
    const title = text.slice(0, place.index);
    const tail = text.slice(place.index + place[0].length);
    const speakers = tail.startsWith('(') ? tail.replace(/^\((.*)\)$/, '$1') : tail;
    if (readSpeakerLine(speakers) && title.length > 3) return { title, speakers };
    if (cut === cuts[4] && readSpeakerLine(title)) return { title: tail, speakers: title };
  }
  return { title: text, speakers: null };
}
