import { assertNever } from '../../assertNever.ts';
import type { Row } from '../../sync/rows.ts';
import type { Phase } from '../session.ts';
import type { Talk } from '../talk.ts';
import { exportLine } from './exportText.ts';
import { uniqueNames } from './frabNames.ts';
import { markdownLine, markdownPart } from './markdownText.ts';
import { momentText, spanText } from './markdownTimes.ts';
import { chairsOf, type NamedSpeaker, type Program, placeOf, speakersOf, speakerWords } from './program.ts';

/** Lines of one paragraph, each on its own, where there is something to say. */
export const labelLines = (lines: readonly (readonly [label: string, text: string | null])[]): string =>
  lines.flatMap(([label, text]) => (text === null || text === '' ? [] : [`${label}: ${text}`])).join('  \n');

const blocks = (all: readonly string[]): string => all.filter((block) => block !== '').join('\n\n');

const line = (text: string | null | undefined): string | null =>
  text === null || text === undefined ? null : markdownLine(text);

/** `Presentation (1/4); Questions (20 min); Open forum (at the end)` */
function phasesText(phases: readonly Phase[]): string {
  return phases
    .map(({ title, length }) => {
      switch (length.kind) {
        case 'minutes':
          return `${title} (${length.minutes} min)`;
        case 'fraction':
          return `${title} (${length.numerator}/${length.denominator})`;
        case 'at-the-end':
          return `${title} (at the end)`;
        default:
          return assertNever(length);
      }
    })
    .join('; ');
}

/** `[Label](<https://…>)` */
export const markdownLink = (label: string, url: string): string =>
  `[${markdownLine(label)}](<${exportLine(url).replace(/[<>]/g, encodeURIComponent)}>)`;

const artifactsText = (artifacts: Talk['artifacts']): string =>
  artifacts
    .map(
      ({ kind, title, url }) => `${kind}: ${url === null ? markdownLine(title) : markdownLink(title, url)}`,
    )
    .join('; ');

/** `Ada Sample (Example University); Ben Sample (Sample GmbH; Example Lab)` */
const peopleText = (people: readonly NamedSpeaker[]): string =>
  markdownLine(people.map(speakerWords).join('; '));

const saidOf = (value: boolean | null): string | null => (value === null ? null : value ? 'yes' : 'no');

/** Two halls of one name are told apart. */
type Names = { readonly rooms: ReadonlyMap<string, string>; readonly tracks: ReadonlyMap<string, string> };

const nameIn = (names: ReadonlyMap<string, string>, row: { readonly id: string } | null): string | null =>
  line(names.get(row?.id ?? ''));

function talkText(program: Program, names: Names, talk: Row<'talk'>): string {
  const { data } = talk;
  const { room, track, session } = placeOf(program, talk);
  const facts = labelLines([
    ['Kind', data.kind],
    ['Speakers', peopleText(speakersOf(program, talk))],
    ['Time', momentText(data.start, program.zone)],
    ['Length', data.minutes === null ? null : `${data.minutes} min`],
    ['Room', session ? null : nameIn(names.rooms, room)],
    ['Track', session ? null : nameIn(names.tracks, track)],
    ['Status', data.state === 'cancelled' ? 'cancelled' : null],
    ['Phases', markdownLine(phasesText(data.phases))],
    ['Topics', markdownLine(data.topics.join('; '))],
    ['Links', data.links.map(({ label, url }) => markdownLink(label, url)).join('; ')],
    ['Artifacts', artifactsText(data.artifacts)],
    ['Language', line(data.language)],
    ['License', line(data.license)],
    ['May be recorded', saidOf(data.mayBeRecorded)],
  ]);
  const abstract = markdownPart(data.abstract ?? '');
  return blocks([
    `#### ${markdownLine(data.title)}`,
    facts,
    abstract === '' ? '' : `Abstract: ${abstract}`,
    data.outline.map((point) => `- ${markdownLine(point)}`).join('\n'),
  ]);
}

function sessionText(program: Program, names: Names, session: Row<'session'>): string {
  const { data } = session;
  const { room, track } = placeOf(program, session);
  const chairs = chairsOf(program, session).map((person) => ({
    person,
    affiliations: person.data.affiliations,
  }));
  const facts = labelLines([
    ['Kind', data.kind],
    ['Chairs', peopleText(chairs)],
    ['Time', spanText(data.start, data.end, program.zone)],
    ['Room', nameIn(names.rooms, room)],
    ['Track', nameIn(names.tracks, track)],
    ['Live', data.live ? 'yes' : null],
    ['Status', data.state === 'cancelled' ? 'cancelled' : null],
    ['Phases', markdownLine(phasesText(data.phases))],
  ]);
  const talks = program.talks.filter((talk) => talk.data.sessionId === session.id);
  return blocks([
    `### ${markdownLine(data.title)}`,
    facts,
    markdownPart(data.description ?? ''),
    ...talks.map((talk) => talkText(program, names, talk)),
  ]);
}

/** Sessions as headings of the third level, their talks as ones of the fourth. */
export function markdownProgram(program: Program): string {
  const alone = program.talks.filter((talk) => !program.sessionOf.has(talk.data.sessionId ?? ''));
  const names: Names = {
    rooms: uniqueNames(program.rooms.map(({ id, data }) => [id, data.name])),
    tracks: uniqueNames(program.tracks.map(({ id, data }) => [id, data.name])),
  };
  return blocks([
    ...program.sessions.map((session) => sessionText(program, names, session)),
    ...(alone.length === 0
      ? []
      : ['### Talks without a session', ...alone.map((talk) => talkText(program, names, talk))]),
  ]);
}
