import type { RowData } from '../../../sync/rows.ts';
import { isNear } from './editDistance.ts';

/** What a section of a page is about; `session` is a part of the program, by its kind. */
export type SectionTopic =
  | 'about'
  | 'topics'
  | 'audience'
  | 'outcomes'
  | 'requirements'
  | 'dates'
  | 'program'
  | 'session'
  | 'committee'
  | 'contact'
  | 'proceedings'
  | 'links'
  | 'announcement'
  | 'announcements'
  | 'title'
  | 'acronym'
  | 'host'
  | 'place'
  | 'mode'
  | 'zone'
  | 'first'
  | 'last'
  | 'state'
  | 'summary';

const WORDS: { readonly [T in SectionTopic]: readonly string[] } = {
  about: [
    ...['about', 'about the workshop', 'about the event', 'abstract', 'overview', 'introduction', 'scope'],
    ...['scope and goals', 'description', 'long description', 'short description', 'workshop description'],
    ...['motivation', 'background', 'synopsis', 'aims and scope', 'aim', 'aims', 'goals', 'objectives'],
  ],
  topics: [
    ...[
      'topics',
      'topics of interest',
      'topic',
      'topics and scope',
      'themes',
      'areas of interest',
      'scope and topics',
    ],
    ...['key topics', 'workshop topics', 'research topics', 'list of topics'],
  ],
  audience: [
    'audience',
    'target audience',
    'intended audience',
    'who should attend',
    'who is it for',
    'attendees',
  ],
  outcomes: [
    'outcomes',
    'expected outcomes',
    'outcome',
    'learning outcomes',
    'expected results',
    'takeaways',
  ],
  requirements: [
    ...['requirements', 'reproducibility', 'reproducibility requirements', 'reproducibility initiative'],
    ...['artifact requirements', 'what papers must disclose'],
  ],
  dates: [
    ...[
      'important dates',
      'dates',
      'date',
      'key dates',
      'deadlines',
      'deadline',
      'submission deadlines',
      'timeline',
    ],
    ...[
      'important deadlines',
      'dates and deadlines',
      'when',
      'workshop date',
      'event date',
      'schedule of submissions',
    ],
  ],
  program: [
    ...[
      'program',
      'programme',
      'schedule',
      'agenda',
      'workshop program',
      'workshop programme',
      'workshop outline',
    ],
    ...[
      'outline',
      'workshop schedule',
      'workshop agenda',
      'preliminary program',
      'final program',
      'sessions',
    ],
    ...['tentative schedule', 'detailed program', 'technical program', 'program overview', 'list of talks'],
  ],
  session: [
    ...[
      'invited talks',
      'invited talk',
      'invited speakers',
      'keynote',
      'keynotes',
      'keynote speakers',
      'keynote talks',
    ],
    ...[
      'keynote speaker',
      'keynote talk',
      'paper presentations',
      'paper presentation',
      'presentations',
      'talks',
    ],
    ...[
      'accepted papers',
      'contributed talks',
      'lightning talks',
      'poster session',
      'posters',
      'demos',
      'tutorials',
    ],
    ...[
      'panel',
      'panel discussion',
      'accepted talks',
      'research papers',
      'list of accepted papers',
      'presented papers',
    ],
    ...[
      'customer talks',
      'birds of a feather',
      'live questions and answers',
      'coffee break',
      'lunch',
      'lunch break',
    ],
  ],
  committee: [
    ...[
      'organizing committee',
      'organising committee',
      'organizers',
      'organisers',
      'committee',
      'committees',
    ],
    ...[
      'program committee',
      'programme committee',
      'steering committee',
      'technical program committee',
      'chairs',
    ],
    ...['workshop chairs', 'workshop organizers', 'workshop organisers', 'general chairs', 'program chairs'],
    ...[
      'organization',
      'organisation',
      'advisory board',
      'authors',
      'speakers',
      'presenters',
      'session leaders',
    ],
    ...[
      'organizing team',
      'people',
      'organizer',
      'author',
      'leaders',
      'moderators',
      'panelists',
      'general chair',
    ],
    ...[
      'program chair',
      'publicity chair',
      'publicity chairs',
      'session organizers',
      'contributors',
      'reviewers',
    ],
  ],
  contact: ['contact', 'contacts', 'contact us', 'support or contact', 'contact information', 'questions'],
  proceedings: [
    ...[
      'proceedings',
      'publication',
      'publications',
      'paper',
      'papers',
      'paper publication',
      'workshop proceedings',
    ],
  ],
  links: [
    'links',
    'link',
    'useful links',
    'related links',
    'resources',
    'url',
    'website',
    'web site',
    'homepage',
  ],
  announcement: [
    'update',
    'announcement',
    'notice',
    'news',
    'corona update',
    'covid update',
    'postponed',
    'cancelled',
  ],
  announcements: ['announcements', 'updates', 'latest news', 'notices'],
  title: ['title', 'workshop title', 'name'],
  acronym: ['acronym', 'short name'],
  host: ['host event', 'host conference', 'hosting event', 'hosting conference', 'conference'],
  place: ['place', 'venue', 'location', 'where', 'venue and location'],
  mode: ['mode', 'format'],
  zone: ['zone', 'time zone', 'timezone'],
  first: ['first day', 'starts', 'start date', 'begins'],
  last: ['last day', 'ends', 'end date'],
  state: ['status', 'state'],
  summary: ['summary', 'tagline', 'in short', 'in brief'],
};

const TOPICS: ReadonlyMap<string, SectionTopic> = new Map(
  (Object.keys(WORDS) as SectionTopic[]).flatMap((topic) =>
    WORDS[topic].map((word) => [word, topic] as const),
  ),
);

export type HeadingReading = {
  readonly topic: SectionTopic;
  /** The heading as its known spelling has it; `null` where it stands so already. */
  readonly corrected: string | null;
  /** What stands behind a colon in it. */
  readonly rest: string;
};

/** A heading's words alone: no numbers before it, no brackets, no signs. */
export function headingKey(text: string): string {
  return text
    .toLowerCase()
    .replace(/\([^()]*\)/g, ' ')
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/^\s*(?:\d+\s+){1,3}(?=\p{L})/u, '')
    .trim();
}

const LONGEST = 80;

/** The known heading that was meant: one slip in a short one, up to three in a long one, and the first letter right. */
function nearest(key: string): string | null {
  if (key.length < 5 || /\d/.test(key)) return null;
  const most = key.length < 9 ? 1 : key.length < 12 ? 2 : 3;
  for (const word of TOPICS.keys()) {
    if (word[0] === key[0] && Math.abs(word.length - key.length) <= most && isNear(word, key, most))
      return word;
  }
  return null;
}

function readKey(key: string): { readonly topic: SectionTopic; readonly corrected: string | null } | null {
  const topic = TOPICS.get(key) ?? TOPICS.get(`${key}s`) ?? TOPICS.get(key.replace(/s$/, ''));
  if (topic) return { topic, corrected: null };
  const meant = nearest(key);
  const meantTopic = meant ? TOPICS.get(meant) : undefined;
  return meant && meantTopic ? { topic: meantTopic, corrected: meant } : null;
}

const NOTICE = /\b(?:updates?|corona|covid|postponed|cancell?ed|announcements?|breaking|news)\b/;

/** Words which, within a longer heading, still say what it heads. */
const PARTS: readonly (readonly [RegExp, SectionTopic])[] = [
  [/\b(?:important|key) dates\b|\bdeadlines\b/, 'dates'],
  [/\btopics\b/, 'topics'],
  [/\bcommittees?\b|\borgani[sz]ers\b|\bchairs\b/, 'committee'],
  [/\b(?:program|programme|schedule|agenda)$/, 'program'],
  [/\b(?:invited|keynote|contributed|accepted|lightning) (?:talks?|papers?|speakers?)\b/, 'session'],
  [/\baudience\b/, 'audience'],
  [/\bproceedings\b/, 'proceedings'],
  [/\bcontact\b/, 'contact'],
  [/^(?:venue|location)\b/, 'place'],
];

/**
 * What a heading heads: its whole, the words before its colon, either side of a slash, or known words in it,
 * with a slip of the pen allowed. `null` for a heading of the page's own.
 */
export function readHeading(text: string): HeadingReading | null {
  if (text.length > LONGEST) return null;
  const whole = readKey(headingKey(text));
  if (whole) return { ...whole, rest: '' };
  const colon = text.indexOf(':');
  const before = colon > 0 ? readKey(headingKey(text.slice(0, colon))) : null;
  if (before) return { ...before, rest: text.slice(colon + 1).trim() };
  if (colon > 0) return null;
  for (const side of text.split(/[/|]/)) {
    const read = text.includes('/') || text.includes('|') ? readKey(headingKey(side)) : null;
    if (read) return { ...read, rest: '' };
  }
  const key = headingKey(text);
  if (key.split(' ').length > 7) return null;
  if (NOTICE.test(key)) return { topic: 'announcement', corrected: null, rest: '' };
  const topic = PARTS.find(([pattern]) => pattern.test(key))?.[1];
  return topic ? { topic, corrected: null, rest: '' } : null;
}

const LABEL = /^[*_]{0,3}([\p{L}][\p{L} /&'-]{1,40}?)\s?[*_]{0,3}:[*_]{0,3}(?:\s+(.*)|)$/u;

/** A line that begins with a known heading and a colon (`Authors: …`). */
export function readLabel(text: string): HeadingReading | null {
  const [, label, rest = ''] = LABEL.exec(text) ?? [];
  if (label === undefined) return null;
  const read = readKey(headingKey(label));
  return read ? { ...read, rest: rest.trim() } : null;
}

type SessionKinds = {
  readonly session: RowData<'session'>['kind'];
  readonly talk: RowData<'talk'>['kind'];
};

/** The kinds of a session, and of the talks in it, by its heading. */
export function sessionKinds(heading: string): SessionKinds {
  const key = headingKey(heading);
  const has = (words: RegExp) => words.test(key);
  if (has(/\bkeynotes?\b/)) return { session: 'keynote', talk: 'invited' };
  if (has(/\binvited\b/)) return { session: 'talks', talk: 'invited' };
  if (has(/\bpanel\b/)) return { session: 'panel', talk: 'talk' };
  if (has(/\bbirds\b|\bbof\b/)) return { session: 'bof', talk: 'talk' };
  if (has(/\btutorials?\b|\bhands on\b/)) return { session: 'tutorial', talk: 'tutorial' };
  if (has(/\blive questions\b|\bquestions and answers\b|\bq and a\b/)) return { session: 'qa', talk: 'talk' };
  if (has(/\bbreaks?\b|\blunch\b|\bcoffee\b/)) return { session: 'break', talk: 'talk' };
  if (has(/\breception\b|\bdinner\b|\bsocial\b/)) return { session: 'social', talk: 'talk' };
  if (has(/\bcustomers?\b/)) return { session: 'talks', talk: 'customer' };
  if (has(/\blightning\b/)) return { session: 'talks', talk: 'lightning' };
  if (has(/\bdemos?\b/)) return { session: 'talks', talk: 'demo' };
  if (has(/\bpapers?\b|\bcontributed\b/)) return { session: 'talks', talk: 'paper' };
  return { session: 'talks', talk: 'talk' };
}
