import ICAL from 'ical.js';

/** A property and a component in jCal (RFC 7265). */
export type JCalProperty = readonly [
  name: string,
  params: Readonly<Record<string, string>>,
  type: string,
  value: string | number,
];
export type JCalComponent = readonly [
  name: string,
  properties: readonly JCalProperty[],
  components: readonly JCalComponent[],
];

const LINE_END = '\r\n';
const LONGEST = 75;

const octets = (character: string): number => {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
};

/** RFC 5545, 3.1: no line is longer than 75 octets, the space that it goes on with included. */
function fold(line: string): string {
  // No character has more than three octets for each of its UTF-16 units.
  if (line.length * 3 <= LONGEST) return line;
  const parts: string[] = [];
  let from = 0;
  let at = 0;
  let length = 0;
  for (const character of line) {
    const size = octets(character);
    if (length + size > LONGEST) {
      parts.push(line.slice(from, at));
      from = at;
      length = 1;
    }
    at += character.length;
    length += size;
  }
  return [...parts, line.slice(from)].join(`${LINE_END} `);
}

function lines([name, properties, components]: JCalComponent): readonly string[] {
  const title = name.toUpperCase();
  return [
    `BEGIN:${title}`,
    // ical.js escapes a property; it folds at 76 octets, so that is done here.
    ...properties.map((property) =>
      fold(ICAL.stringify.property([...property], ICAL.design.icalendar, true)),
    ),
    ...components.flatMap(lines),
    `END:${title}`,
  ];
}

/** A calendar as the text of an `.ics` file. */
export function calendarText(calendar: JCalComponent): string {
  return lines(calendar)
    .map((line) => line + LINE_END)
    .join('');
}
