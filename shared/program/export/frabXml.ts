import { XMLBuilder } from 'fast-xml-parser';
import type { Exported, ExportSource } from './exported.ts';
import type { FrabEvent, FrabReference } from './frabEvent.ts';
import { frabClock, frabDuration } from './frabJson.ts';
import { type FrabDay, frabSchedule, stamp } from './frabSchedule.ts';

type Attributes = Readonly<Record<string, string | number | null>>;
type Node = { readonly [name: string]: unknown };

const MARK = '@';

/** An element in the builder's ordered form; an attribute that is `null` is not there. */
function element(name: string, content: string | readonly Node[], attributes: Attributes = {}): Node {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === null ? [] : [[MARK + key, String(value)] as const],
  );
  const children = typeof content === 'string' ? [{ '#text': content }] : content;
  return { [name]: children, ':@': Object.fromEntries(given) };
}

/** The schema's addresses are of the web; only those of `links` may be of the app. */
const ifWeb = (name: string, url: string): readonly Node[] =>
  /^https?:/.test(url) ? [element(name, url)] : [];

const references = (list: string, item: string, of: readonly FrabReference[]): Node =>
  element(
    list,
    of.map(({ url, type, title }) => element(item, title, { href: url, type })),
  );

/** Nothing where nobody has said whether it may be recorded, nor under which license. */
function recordingXml({ license, doNotRecord }: FrabEvent): readonly Node[] {
  if (license === '' && doNotRecord === null) return [];
  const optout = element('optout', doNotRecord === true ? 'true' : 'false');
  return [element('recording', [element('license', license), optout])];
}

function eventXml(event: FrabEvent): Node {
  const { id, guid, code } = event;
  const content = [
    element('room', event.room),
    element('title', event.title),
    element('subtitle', ''),
    element('type', event.type),
    element('date', stamp(event.start)),
    element('start', frabClock(event)),
    element('duration', frabDuration(event.minutes)),
    element('abstract', event.abstract ?? ''),
    element('slug', event.slug),
    element('track', event.track ?? ''),
    element(
      'persons',
      event.persons.map((person) => element('person', person.name, { id: person.id, guid: person.guid })),
    ),
    ...(event.language === null ? [] : [element('language', event.language)]),
    element('description', event.description ?? ''),
    ...recordingXml(event),
    references('links', 'link', event.links),
    references('attachments', 'attachment', event.attachments),
    ...ifWeb('url', event.url),
  ];
  return element('event', content, { guid, id, code });
}

function dayXml({ index, date, start, end, rooms }: FrabDay): Node {
  const content = rooms.map(({ room, events }) =>
    element('room', events.map(eventXml), { name: room.name, guid: room.guid }),
  );
  return element('day', content, { index, date, start, end });
}

/**
 * A workshop as frab's `schedule.xml` (c3voc's `schedule.xsd`), with the rules of `frabJson`. Biographies
 * have no place in it, nor have addresses of the app outside of an event's links.
 */
export function frabXml(source: ExportSource): Exported {
  const { schedule, entries, leftOut } = frabSchedule(source);
  const { start, end } = schedule;
  const conference = [
    element('title', schedule.title),
    element('acronym', schedule.acronym),
    ...(start === null ? [] : [element('start', start)]),
    ...(end === null ? [] : [element('end', end)]),
    element('days', String(schedule.days.length)),
    element('timeslot_duration', '00:05'),
    ...ifWeb('base_url', schedule.address),
    element('time_zone_name', schedule.zone),
    ...schedule.tracks.map(({ name, slug, color }) => element('track', '', { name, slug, color })),
  ];
  const root = element('schedule', [
    element('generator', '', { name: 'Lectern', version: '1' }),
    element('version', schedule.version),
    element('conference', conference),
    ...schedule.days.map(dayXml),
  ]);
  const builder = new XMLBuilder({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: MARK,
    processEntities: true,
    suppressBooleanAttributes: false,
    suppressEmptyNode: true,
  });
  return { text: `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build([root])}\n`, entries, leftOut };
}
