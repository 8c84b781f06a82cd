import type { Recording } from '#shared/recordings/recording.ts';
import type { WorkshopEntry } from '../sync/useWorkshops.ts';

const HUB_PREFIX = 10;

/** The path of a workshop's home; hubs are named by the first characters of their fingerprint. */
export function workshopPath({ hub, data }: Pick<WorkshopEntry, 'hub' | 'data'>): string {
  return `/h/${hub.fingerprint.slice(0, HUB_PREFIX)}/w/${data.slug}`;
}

/** The path of a talk's page, opened at a second of its recording where one is given. */
export function talkPath(
  entry: Pick<WorkshopEntry, 'hub' | 'data'>,
  talkId: string,
  second?: number,
): string {
  return atSecond(`${workshopPath(entry)}/talk/${talkId}`, second);
}

/** The link that opens a route of ours from outside: `lectern://h/…`. */
export function appLink(path: string): string {
  return `lectern:/${path}`;
}

export function livePath(entry: Pick<WorkshopEntry, 'hub' | 'data'>, sessionId: string): string {
  return `${workshopPath(entry)}/live/${sessionId}`;
}

/** True for the live room, which is dark up to the window's edges. */
export const isLiveRoom = (path: string): boolean => /^\/h\/[^/]+\/w\/[^/]+\/live\//.test(path);

export function boardPath(entry: Pick<WorkshopEntry, 'hub' | 'data'>): string {
  return `${workshopPath(entry)}/board`;
}

/** The path of a session's page, opened at a second of its recording where one is given. */
export function sessionPath(
  entry: Pick<WorkshopEntry, 'hub' | 'data'>,
  sessionId: string,
  second?: number,
): string {
  return atSecond(`${workshopPath(entry)}/session/${sessionId}`, second);
}

/** The path of the page where a recording is watched. */
export function recordingPath(
  entry: Pick<WorkshopEntry, 'hub' | 'data'>,
  of: Recording['of'],
  second?: number,
): string {
  return of.kind === 'talk' ? talkPath(entry, of.talkId, second) : sessionPath(entry, of.sessionId, second);
}

function atSecond(path: string, second: number | undefined): string {
  return second === undefined ? path : `${path}?at=${Math.floor(second)}`;
}

export function personPath(entry: Pick<WorkshopEntry, 'hub' | 'data'>, personId: string): string {
  return `${workshopPath(entry)}/person/${personId}`;
}

export const agendaPath = '/agenda';
export const notesPath = '/notes';
export const libraryPath = '/library';

/** The search page, at what is typed. */
export function searchPath(text: string): string {
  return text.trim() === '' ? '/search' : `/search?q=${encodeURIComponent(text.trim())}`;
}

/** Where organizers bring a program in. */
export function importPath(entry: Pick<WorkshopEntry, 'hub' | 'data'>): string {
  return `${workshopPath(entry)}/import`;
}

/** Where recordings are seen to; at one talk or session where its id is given. */
export function managePath(entry: Pick<WorkshopEntry, 'hub' | 'data'>, id: string | null = null): string {
  const path = `${workshopPath(entry)}/recordings`;
  return id === null ? path : `${path}?of=${id}`;
}
