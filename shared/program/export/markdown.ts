import type { Exported, ExportSource } from './exported.ts';
import { labelLines, markdownLink, markdownProgram } from './markdownProgram.ts';
import { markdownLine, markdownPart } from './markdownText.ts';
import { deadlineWords, momentText } from './markdownTimes.ts';
import { type Program, readProgram, speakerWords } from './program.ts';

const list = (items: readonly string[]): string => items.map((item) => `- ${markdownLine(item)}`).join('\n');

const line = (text: string | null): string | null => (text === null ? null : markdownLine(text));

function facts({ workshop, zone }: Program): string {
  const { acronym, hostEvent, place, mode, first, last, state, summary } = workshop.data;
  return labelLines([
    ['Acronym', line(acronym)],
    ['Host event', line(hostEvent)],
    ['Place', line(place)],
    ['Mode', mode],
    ['Zone', workshop.data.zone === null ? null : zone],
    ['First day', momentText(first, zone)],
    ['Last day', momentText(last, zone)],
    ['Status', state === 'cancelled' ? 'cancelled' : null],
    ['Summary', line(summary)],
  ]);
}

function committees(program: Program): string {
  const byName = Map.groupBy(program.seats, ({ data }) => data.committee);
  return [...byName]
    .map(([name, seats]) => {
      const members = seats.flatMap(({ data }) => program.people.get(data.personId) ?? []);
      const words = members.map((person) => speakerWords({ person, affiliations: person.data.affiliations }));
      return `### ${markdownLine(name)}\n\n${list(words)}`;
    })
    .join('\n\n');
}

const announcements = ({ announcements: all, zone }: Program): string =>
  all
    .map(({ data: { title, text, when, expires } }) =>
      [
        `### ${markdownLine(title)}`,
        labelLines([
          ['Date', momentText(when, zone)],
          ['Until', momentText(expires, zone)],
        ]),
        markdownPart(text),
      ]
        .filter((part) => part !== '')
        .join('\n\n'),
    )
    .join('\n\n');

const contacts = ({ workshop }: Program): string =>
  workshop.data.contacts
    .map(({ name, email }) => (name === null ? `- ${email}` : `- ${markdownLine(name)}, ${email}`))
    .join('\n');

const links = ({ workshop }: Program): string =>
  workshop.data.links.map(({ label, url }) => `- ${markdownLink(label, url)}`).join('\n');

const dates = ({ deadlines, zone }: Program): string =>
  deadlines.map((row) => `- ${markdownLine(row.data.label)}: ${deadlineWords(row, zone)}`).join('\n');

/** The sections of a page in their order; one without text is not there. */
function sectionsOf(program: Program): readonly (readonly [heading: string, text: string])[] {
  const { data } = program.workshop;
  return [
    ['About', markdownPart(data.about ?? '', 3)],
    ['Announcements', announcements(program)],
    ['Topics', list(data.topics)],
    ['Audience', list(data.audience)],
    ['Outcomes', list(data.outcomes)],
    ['Requirements', list(data.requirements.map(({ text }) => text))],
    ['Important dates', dates(program)],
    ['Program', markdownProgram(program)],
    ['Committee', committees(program)],
    ['Contact', contacts(program)],
    ['Proceedings', markdownLine(data.proceedings ?? '')],
    ['Links', links(program)],
  ];
}

/**
 * A workshop as a page of Markdown, for people to read, which our own reader of workshops' pages reads again.
 * Nothing is left out for want of a time: what is not known yet is not written. Times are in the page's zone.
 */
export function markdownPage(source: ExportSource): Exported {
  const program = readProgram(source.rows);
  const parts = [
    `# ${markdownLine(program.workshop.data.title)}`,
    facts(program),
    ...sectionsOf(program).flatMap(([name, text]) => (text === '' ? [] : [`## ${name}\n\n${text}`])),
  ];
  const entries = 1 + program.deadlines.length + program.sessions.length + program.talks.length;
  return { text: `${parts.filter((part) => part !== '').join('\n\n')}\n`, entries, leftOut: [] };
}
