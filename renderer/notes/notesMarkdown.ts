import { clockText } from '#shared/program/clockText.ts';
import type { MarkEntry } from '../sync/database.ts';
import { appLink } from '../workspace/routes.ts';
import { workshopName } from '../workspace/workshopName.ts';
import type { NotedRecording, NotedWorkshop } from './noted.ts';

/** Words of the file, which are the interface's. */
type NotesWords = {
  readonly title: string;
  readonly whole: string;
  readonly bookmark: string;
  readonly gone: string;
  readonly goneWorkshop: string;
};

/** Notes and bookmarks as Markdown (CommonMark); each time is a link that opens Lectern at that second. */
export function notesMarkdown(noted: readonly NotedWorkshop[], words: NotesWords): string {
  const parts = noted.map(({ entry, recordings }) => {
    const name = entry ? workshopName(entry.data) : words.goneWorkshop;
    return [`## ${escaped(name)}`, ...recordings.map((one) => recordingText(one, words))].join('\n\n');
  });
  return `${[`# ${escaped(words.title)}`, ...parts].join('\n\n')}\n`;
}

function recordingText({ title, path, marks }: NotedRecording, words: NotesWords): string {
  const name = escaped(title ?? words.gone);
  const heading = path ? `### [${name}](${appLink(path(null))})` : `### ${name}`;
  const items = marks.map((mark) => {
    const lines = markText(mark, path, words).split('\n');
    return lines.map((line, n) => (n === 0 ? `- ${line}` : line === '' ? '' : `  ${line}`)).join('\n');
  });
  return [heading, items.join('\n')].join('\n\n');
}

/** What the person wrote is Markdown already, and stays as it is, inside of its point of the list. */
function markText(mark: MarkEntry, path: NotedRecording['path'], words: NotesWords): string {
  const { kind, second, text } = mark;
  const time = second === null ? words.whole : clockText(second);
  const where = path && second !== null ? `[${time}](${appLink(path(second))})` : time;
  if (kind === 'bookmark') return `**${where}** ${words.bookmark}${text === '' ? '' : `: ${escaped(text)}`}`;
  return `**${where}**\n\n${text.replaceAll('\r\n', '\n')}`;
}

function escaped(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>#]/g, String.raw`\$&`);
}
