import { XMLParser } from 'fast-xml-parser';
import { RefusedError } from '../../../contracts/refusals.ts';
import { asFields, asList } from '../source/FieldReader.ts';

/** An element: its name, its attributes, and what stands in it, in order. */
export type XmlElement = {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly contents: readonly (string | XmlElement)[];
};

/** All text in an element, that of the elements in it too. */
export const textOf = (element: XmlElement): string =>
  element.contents.map((part) => (typeof part === 'string' ? part : textOf(part))).join('');

/** The elements right in an element, of one name or of any. */
export const childrenOf = (element: XmlElement, name?: string): readonly XmlElement[] =>
  element.contents.filter(
    (part): part is XmlElement => typeof part !== 'string' && (name === undefined || part.name === name),
  );

const DEEPEST = 32;

const NAMED: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** The five entities that XML has by itself, and characters by number; nothing else is ever expanded. */
const decodeXml = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi, (all: string, ten, sixteen, name) => {
    if (typeof name === 'string') return NAMED.get(name) ?? all;
    const code = typeof ten === 'string' ? Number(ten) : Number.parseInt(String(sixteen), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });

/**
 * Refuses XML that declares a document type: those declare entities, which can grow without end or read
 * other files, and no schedule needs one. What stands in comments and in CDATA is text.
 */
export function refuseDocumentType(text: string): void {
  for (let at = text.indexOf('<!'); at >= 0; at = text.indexOf('<!', at + 2)) {
    if (text.startsWith('<!--', at)) at = text.indexOf('-->', at + 4);
    else if (text.startsWith('<![CDATA[', at)) at = text.indexOf(']]>', at + 9);
    else throw new RefusedError('malformed', 'XML with a document type or entities of its own');
    if (at < 0) throw new RefusedError('damaged', 'XML that ends in the middle');
  }
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  trimValues: false,
  maxNestedTags: DEEPEST,
  ignoreDeclaration: true,
  ignorePiTags: true,
  jPath: false,
});

/** What the parser gives with `preserveOrder`: `{ name: contents, ':@': attributes }`, text as `#text`. */
function contentsOf(nodes: unknown): readonly (string | XmlElement)[] {
  return asList(nodes).flatMap((value): readonly (string | XmlElement)[] => {
    const node = asFields(value) ?? {};
    const name = Object.keys(node).find((key) => key !== ':@');
    if (name === undefined) return [];
    if (name === '#text') return [decodeXml(String(node[name]))];
    const attributes = Object.entries(asFields(node[':@']) ?? {}).map(([key, text]): [string, string] => [
      key,
      decodeXml(String(text)),
    ]);
    return [{ name, attributes: new Map(attributes), contents: contentsOf(node[name]) }];
  });
}

/** Parses XML without entities of its own; what is none, or is nested without end, is refused. */
export function readXml(text: string): readonly XmlElement[] {
  const source = text.replace(/^\ufeff/, '').trim();
  refuseDocumentType(source);
  try {
    const contents = contentsOf(parser.parse(source, true));
    return contents.filter((part) => typeof part !== 'string');
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown;
    throw new RefusedError('malformed', `XML: ${thrown.message.slice(0, 200)}`);
  }
}
