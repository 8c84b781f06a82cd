import { XMLParser, XMLValidator } from 'fast-xml-parser';

type Element = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
};

/** How often a child may stand at its place. */
type Times = '1' | '?' | '*';
type Shape = {
  readonly attributes?: Readonly<Record<string, RegExp>>;
  readonly optional?: Readonly<Record<string, RegExp>>;
  /** In this order. */
  readonly children?: readonly (readonly [name: string, times: Times])[];
  /** Of an element without children. */
  readonly text?: RegExp;
};

const any = /^[\s\S]*$/;
const some = /^[\s\S]+$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const id = /^[1-9]\d*$/;
const date = /^\d{4}-\d\d-\d\d$/;
const stamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/;
const web = /^https?:\/\/\S+$/;
const kinds = /^(slides|paper|web|blog|article|media|related|activitypub)$/;

/** A schedule.xml as c3voc's schema takes it, in the words and the order of `FORMATS.md`. */
const shapes: Readonly<Record<string, Shape>> = {
  schedule: {
    children: [
      ['generator', '1'],
      ['version', '1'],
      ['conference', '1'],
      ['day', '*'],
    ],
  },
  generator: { attributes: { name: some, version: some }, optional: { system: some } },
  'schedule/version': { text: some },
  conference: {
    children: [
      ['title', '1'],
      ['acronym', '1'],
      ['start', '?'],
      ['end', '?'],
      ['days', '1'],
      ['timeslot_duration', '1'],
      ['base_url', '?'],
      ['logo', '?'],
      ['time_zone_name', '1'],
      ['color', '?'],
      ['track', '*'],
    ],
  },
  'conference/title': { text: some },
  acronym: { text: /^[a-z0-9_-]{4,}$/ },
  'conference/start': { text: date },
  end: { text: date },
  days: { text: /^\d+$/ },
  timeslot_duration: { text: /^\d\d:\d\d$/ },
  base_url: { text: web },
  time_zone_name: { text: some },
  'conference/track': {
    attributes: { name: some, slug: /^[a-z0-9-]{2,}$/ },
    optional: { color: /^#[0-9a-f]{6}$/ },
  },
  day: { attributes: { index: id, date, start: stamp, end: stamp }, children: [['room', '*']] },
  'day/room': { attributes: { name: some, guid: uuid }, children: [['event', '*']] },
  event: {
    attributes: { guid: uuid, id, code: /^[A-Z0-9]+$/ },
    children: [
      ['room', '1'],
      ['title', '1'],
      ['subtitle', '1'],
      ['type', '1'],
      ['date', '1'],
      ['start', '1'],
      ['duration', '1'],
      ['abstract', '1'],
      ['slug', '1'],
      ['track', '1'],
      ['logo', '?'],
      ['persons', '1'],
      ['language', '?'],
      ['description', '?'],
      ['recording', '?'],
      ['links', '1'],
      ['attachments', '1'],
      ['url', '?'],
      ['feedback_url', '?'],
      ['origin_url', '?'],
    ],
  },
  'event/room': { text: some },
  'event/title': { text: some },
  subtitle: { text: any },
  type: { text: some },
  'event/date': { text: stamp },
  'event/start': { text: /^([01]\d|2[0-3]):[0-5]\d$/ },
  duration: { text: /^\d{2,}:[0-5]\d(:\d\d)?$/ },
  abstract: { text: any },
  slug: { text: /^[a-z0-9_]{4,}-[a-z0-9\-_]{4,}$/ },
  'event/track': { text: any },
  persons: { children: [['person', '*']] },
  person: { attributes: { id }, optional: { guid: uuid }, text: some },
  language: { text: any },
  description: { text: any },
  recording: {
    children: [
      ['license', '1'],
      ['optout', '1'],
      ['url', '?'],
      ['link', '?'],
    ],
  },
  license: { text: any },
  optout: { text: /^(true|false)$/ },
  links: { children: [['link', '*']] },
  link: { attributes: { href: some }, optional: { type: kinds, service: some }, text: any },
  attachments: { children: [['attachment', '*']] },
  attachment: { attributes: { href: some }, optional: { type: kinds }, text: any },
  url: { text: web },
};

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: true,
});

type Parsed = Readonly<Record<string, unknown>>;

function elements(nodes: readonly Parsed[]): readonly Element[] {
  return nodes.flatMap((node): Element[] => {
    const name = Object.keys(node).find((key) => key !== ':@' && key !== '#text');
    if (name === undefined || name.startsWith('?')) return [];
    const inside = node[name] as readonly Parsed[];
    const text = inside.map((child) => String(child['#text'] ?? '')).join('');
    const attributes = (node[':@'] ?? {}) as Record<string, string>;
    return [{ name, attributes, children: elements(inside), text }];
  });
}

function orderProblems(element: Element, children: NonNullable<Shape['children']>): readonly string[] {
  const names = element.children.map(({ name }) => name);
  const pattern = children.map(([name, times]) => `(?:${name};)${times === '1' ? '' : times}`).join('');
  const fits = new RegExp(`^${pattern}$`).test(names.map((name) => `${name};`).join(''));
  return fits ? [] : [`<${element.name}> has ${names.join(', ')}`];
}

function problemsOf(element: Element, parent: string): readonly string[] {
  const shape = shapes[`${parent}/${element.name}`] ?? shapes[element.name];
  if (!shape) return [`<${element.name}> has no place in <${parent}>`];
  const { attributes = {}, optional = {}, children, text } = shape;
  const found = Object.entries(element.attributes).flatMap(([name, value]) => {
    const form = attributes[name] ?? optional[name];
    return form?.test(value) ? [] : [`<${element.name} ${name}="${value}">`];
  });
  const missing = Object.keys(attributes).filter((name) => !(name in element.attributes));
  const order = children
    ? orderProblems(element, children)
    : element.children.map(({ name }) => `<${name}> is too much`);
  const wrong = children || (text ?? /^$/).test(element.text) ? [] : [`<${element.name}>${element.text}`];
  return [
    ...found,
    ...missing.map((name) => `<${element.name}> lacks ${name}`),
    ...order,
    ...wrong,
    ...element.children.flatMap((child) => problemsOf(child, element.name)),
  ];
}

/** What XML 1.0 has no place for (its production 2, Char), which the validator lets pass. */
const NO_CHARACTER = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** The elements of a schedule.xml, read back. */
export function readXml(text: string): Element {
  if (NO_CHARACTER.test(text)) throw new Error('a character that XML does not have');
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new Error(JSON.stringify(valid));
  const [root] = elements(parser.parse(text) as readonly Parsed[]);
  if (!root) throw new Error('there is no element');
  return root;
}

export function findAll(element: Element, name: string): readonly Element[] {
  const inside = element.children.flatMap((child) => findAll(child, name));
  return element.name === name ? [element, ...inside] : inside;
}

/** Everything in which a text is no schedule.xml; nothing where it is one. */
export function frabXmlProblems(text: string): readonly string[] {
  const root = readXml(text);
  const doubled = ['guid', 'id'].filter((key) => {
    const all = findAll(root, 'event').map(({ attributes }) => attributes[key]);
    return new Set(all).size !== all.length;
  });
  return [...problemsOf(root, ''), ...doubled.map((key) => `two events have one ${key}`)];
}
