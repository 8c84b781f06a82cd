import type { Upload } from '#shared/contracts/ipcUploads.ts';
import type { Membership } from '#shared/people/account.ts';
import { may } from '#shared/people/permissions.ts';
import type { RecordingOf, UploadTarget } from '#shared/recordings/upload.ts';
import type { Row } from '#shared/sync/rows.ts';
import type { Program } from '../../program/useProgram.ts';

export type Job = Row<'recordingJob'>;

/** A talk, or a session, with all that its recording is made of. */
export type ManagedItem = {
  readonly id: string;
  readonly of: RecordingOf;
  readonly title: string;
  readonly speakers: readonly string[];
  /** BCP 47; what is spoken, where the program says it. */
  readonly language: string | null;
  readonly recording: Row<'recording'> | null;
  readonly contents: Row<'recordingContents'> | null;
  /** What this device sends for it. */
  readonly uploads: readonly Upload[];
  /** What the hub does for it, or could not do; what is done is left out. */
  readonly jobs: readonly Job[];
};

export type ManageRows = {
  readonly program: Program;
  readonly recordings: readonly Row<'recording'>[];
  readonly contents: readonly Row<'recordingContents'>[];
  readonly jobs: readonly Job[];
  readonly uploads: readonly Upload[];
};

/** Sessions in which there is nothing to record are left out. */
const unrecorded: readonly string[] = ['break', 'social'];

/** All that a member may see to: an organizer everything, a speaker the own talks. Talks come first. */
export function managedItems(rows: ManageRows, membership: Membership): readonly ManagedItem[] {
  const { program } = rows;
  const { role, personId } = membership;
  const all = may(role, 'recording.manage');
  const talks = program.talks
    .filter(({ talk }) => all || talk.data.speakers.some((speaker) => speaker.personId === personId))
    .map(({ talk, speakers }) =>
      itemOf(rows, {
        id: talk.id,
        of: { kind: 'talk', talkId: talk.id },
        title: talk.data.title,
        speakers: speakers.map(({ name }) => name),
        language: talk.data.language,
      }),
    );
  if (!all) return talks;
  const sessions = program.entries.flatMap((entry) => {
    if (entry.of !== 'session') return [];
    const item = itemOf(rows, {
      id: entry.id,
      of: { kind: 'session', sessionId: entry.id },
      title: entry.title,
      speakers: [],
      language: null,
    });
    return unrecorded.includes(entry.kind) && item.recording === null ? [] : [item];
  });
  return [...talks, ...sessions];
}

type Named = Pick<ManagedItem, 'id' | 'of' | 'title' | 'speakers' | 'language'>;

function itemOf(rows: ManageRows, named: Named): ManagedItem {
  const recording = rows.recordings.find(({ data }) => isSame(data.of, named.of)) ?? null;
  const contents = rows.contents.find(({ data }) => data.recordingId === recording?.id) ?? null;
  const mine = (target: UploadTarget): boolean => isFor(target, named.of, recording?.id ?? null);
  return {
    ...named,
    recording,
    contents,
    uploads: rows.uploads.filter(({ target }) => mine(target)),
    jobs: rows.jobs.filter(({ data }) => data.state !== 'done' && mine(data.target)),
  };
}

function isSame(a: RecordingOf, b: RecordingOf): boolean {
  if (a.kind === 'talk') return b.kind === 'talk' && a.talkId === b.talkId;
  return b.kind === 'session' && a.sessionId === b.sessionId;
}

function isFor(target: UploadTarget, of: RecordingOf, recordingId: string | null): boolean {
  if (target.what === 'recording') return isSame(target.of, of);
  return target.what !== 'photo' && target.recordingId === recordingId;
}

/** Where a talk's recording stands for those who see to it. `part`: 0 to 1. */
export type Standing =
  | { readonly kind: 'none' }
  | { readonly kind: 'sending'; readonly part: number; readonly upload: Upload }
  | { readonly kind: 'working'; readonly job: Job }
  | { readonly kind: 'trouble' }
  | { readonly kind: 'withdrawn' }
  | { readonly kind: 'open' }
  | { readonly kind: 'opens' };

export function standingOf({ recording, contents, uploads, jobs }: ManagedItem): Standing {
  if (uploads.some(({ state }) => state === 'failed')) return { kind: 'trouble' };
  if (jobs.some(({ data }) => isTrouble(data.state))) return { kind: 'trouble' };
  const [upload] = uploads;
  if (upload) return { kind: 'sending', part: partOf(upload), upload };
  const [job] = jobs;
  if (job) return { kind: 'working', job };
  if (!recording) return { kind: 'none' };
  if (recording.data.withdrawn) return { kind: 'withdrawn' };
  return { kind: contents?.data.released ? 'open' : 'opens' };
}

export function isTrouble(state: Job['data']['state']): boolean {
  return state === 'refused' || state === 'failed';
}

/** How much of an upload is sent, 0 to 1. */
export function partOf({ sent, size }: Pick<Upload, 'sent' | 'size'>): number {
  return size === 0 ? 0 : Math.min(1, sent / size);
}

export type ManageFilter = 'all' | 'missing' | 'trouble';

/** `trouble` has what is under way as well: all that is not settled. */
export function inFilter(item: ManagedItem, filter: ManageFilter): boolean {
  if (filter === 'all') return true;
  const { kind } = standingOf(item);
  if (filter === 'missing') return kind === 'none';
  return kind === 'trouble' || kind === 'sending' || kind === 'working';
}

/** How many chapters, captions and the like there are of all talks. */
export type ManageCounts = {
  readonly all: number;
  readonly missing: number;
  readonly trouble: number;
};

export function countsOf(items: readonly ManagedItem[]): ManageCounts {
  const count = (filter: ManageFilter): number => items.filter((item) => inFilter(item, filter)).length;
  return { all: items.length, missing: count('missing'), trouble: count('trouble') };
}
