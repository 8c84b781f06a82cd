import type { FieldReader, Fields } from '../source/FieldReader.ts';
import type { FrabDay, FrabRoom, FrabSchedule } from './frabSchedule.ts';
import { childrenOf, readXml, textOf, type XmlElement } from './readXml.ts';

/** `schedule.xml`, by its root. */
export const looksLikeFrabXml = (text: string): boolean => /<schedule[\s>]/.test(text.slice(0, 20_000));

const all = childrenOf;
const attributesOf = (element: XmlElement): Fields => Object.fromEntries(element.attributes);

/** Elements of an event that hold more than text, under their names in the JSON form. */
function nestedOf(event: XmlElement): Fields {
  const of = (group: string, name: string) => all(event, group).flatMap((element) => all(element, name));
  const recording = all(event, 'recording')[0];
  const said = (name: string) => (recording ? all(recording, name) : []).map((one) => textOf(one).trim())[0];
  const optout = said('optout');
  const license = said('license');
  return {
    ...(all(event, 'persons').length > 0
      ? { persons: of('persons', 'person').map((one) => ({ ...attributesOf(one), name: textOf(one) })) }
      : {}),
    ...(all(event, 'links').length > 0 ? { links: of('links', 'link').map((one) => linkOf(one)) } : {}),
    ...(all(event, 'attachments').length > 0
      ? { attachments: of('attachments', 'attachment').map((one) => linkOf(one)) }
      : {}),
    ...(license === undefined ? {} : { recording_license: license }),
    ...(optout ? { do_not_record: optout === 'true' } : {}),
  };
}

function linkOf(element: XmlElement): Fields {
  const { href, url, type, service, ...others } = attributesOf(element);
  return {
    url: href ?? url,
    title: textOf(element),
    ...(type === undefined ? {} : { type }),
    service,
    ...others,
  };
}

const NESTED = new Set(['persons', 'links', 'attachments', 'recording']);

function eventOf(element: XmlElement): Fields {
  const plain = childrenOf(element).filter(({ name }) => !NESTED.has(name));
  return {
    ...attributesOf(element),
    ...Object.fromEntries(plain.map((child) => [child.name, textOf(child)])),
    ...nestedOf(element),
  };
}

function roomOf(element: XmlElement, path: string): FrabRoom {
  const events = all(element, 'event').map(eventOf);
  return { name: element.attributes.get('name'), guid: element.attributes.get('guid'), events, path };
}

function dayOf(element: XmlElement, index: number): FrabDay {
  const path = `day[${index}]`;
  const rooms = all(element, 'room').map((room, at) => roomOf(room, `${path}.room[${at}]`));
  return { date: element.attributes.get('date'), start: element.attributes.get('start'), path, rooms };
}

function conferenceOf(element: XmlElement | undefined): Fields {
  if (!element) return {};
  const plain = childrenOf(element).filter(({ name }) => name !== 'track');
  const tracks = all(element, 'track').map((track) => ({ name: textOf(track), ...attributesOf(track) }));
  return {
    ...Object.fromEntries(plain.map((child) => [child.name, textOf(child)])),
    ...(tracks.length > 0 ? { tracks } : {}),
  };
}

const ROOT = new Set(['generator', 'version', 'conference', 'day']);

export function frabFromXml(text: string, read: FieldReader): FrabSchedule {
  const root = readXml(text).find(({ name }) => name === 'schedule');
  const children = root ? childrenOf(root) : [];
  const names = Object.fromEntries(children.map(({ name }) => [name, true]));
  read.unknown(names, ROOT, { where: { path: 'schedule' }, scope: 'schedule' });
  const version = children.find(({ name }) => name === 'version');
  const conference = children.find(({ name }) => name === 'conference');
  return {
    conference: conferenceOf(conference),
    version: version && textOf(version),
    days: children.filter(({ name }) => name === 'day').map(dayOf),
  };
}
