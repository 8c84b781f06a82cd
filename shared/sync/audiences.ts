import { assertNever } from '../assertNever.ts';
import type { Role } from '../people/account.ts';
import type { UploadTarget } from '../recordings/upload.ts';
import type { Change, Row } from './rows.ts';

/** Who can see a row. A reader holds some of these; a row is for some of these. */
export type Audience = 'everyone' | 'moderators' | `account:${string}` | `talk:${string}` | `board:${string}`;

/**
 * One account, as it reads one workshop. `talkIds`: the talks it speaks in. `boards`: the sessions that it chairs,
 * and the talks whose questions the boards of these take (rule Q6).
 */
export type Reader = {
  readonly accountId: string;
  readonly role: Role;
  readonly talkIds: readonly string[];
  readonly boards: readonly string[];
};

export function audiencesOfReader(reader: Reader): ReadonlySet<Audience> {
  const held = new Set<Audience>(['everyone', `account:${reader.accountId}`]);
  if (reader.role === 'moderator' || reader.role === 'organizer') held.add('moderators');
  for (const id of reader.talkIds) held.add(`talk:${id}`);
  for (const id of reader.boards) held.add(`board:${id}`);
  return held;
}

/** `authorOf` gives the account that asked a question, for rows that do not carry it. */
export type AuthorOf = (questionId: string) => string | null;

/**
 * Design rule S4: the one rule of who sees a row. Pull, notice, pack and export all use it, and what
 * hides or shows a row is always a write of that row.
 */
export function audiencesOfRow(
  row: Pick<Row, 'kind' | 'id' | 'data'>,
  authorOf: AuthorOf,
): readonly Audience[] {
  const typed = row as Row;
  switch (typed.kind) {
    case 'workshop':
    case 'deadline':
    case 'room':
    case 'track':
    case 'person':
    case 'seat':
    case 'session':
    case 'talk':
    case 'stage':
    case 'tally':
    case 'answer':
      return ['everyone'];
    case 'announcement':
      return typed.data.expired ? ['moderators'] : ['everyone'];
    case 'recording': {
      const { of, withdrawn } = typed.data;
      return withdrawn ? ofTalk(of.kind === 'talk' ? of.talkId : null) : ['everyone'];
    }
    case 'recordingContents':
      if (typed.data.released && !typed.data.withdrawn) return ['everyone'];
      return ofTalk(typed.data.talkId);
    case 'recordingJob':
      return [
        ...ofTalk(typed.data.talkId),
        `account:${typed.data.uploadedBy}`,
        ...ofStage(typed.data.target),
      ];
    case 'rating':
      return ['moderators', `account:${typed.data.accountId}`];
    case 'question': {
      if (['approved', 'live', 'answered'].includes(typed.data.state)) return ['everyone'];
      const author = authorOf(typed.id);
      const { sessionId, talkId } = typed.data;
      const asked = sessionId ?? talkId;
      return [
        'moderators',
        ...(asked === null ? [] : ([`board:${asked}`] as const)),
        ...(author === null ? [] : ([`account:${author}`] as const)),
      ];
    }
    case 'import':
      return ['moderators'];
    case 'authorship':
      return ['moderators', `account:${typed.data.accountId}`];
    case 'vote':
      return [`account:${typed.data.accountId}`];
    default:
      return assertNever(typed);
  }
}

/** The chairs of a session see to what was recorded of its stage (rule L8). */
function ofStage(target: UploadTarget): readonly Audience[] {
  const isOfSession = target.what === 'recording' && target.of.kind === 'session';
  return isOfSession ? [`board:${target.of.sessionId}`] : [];
}

function ofTalk(talkId: string | null): readonly Audience[] {
  return talkId === null ? ['moderators'] : ['moderators', `talk:${talkId}`];
}

/**
 * A stored row with everyone it is for now. `shownTo`: everyone it was ever for, with the rev that hid it
 * from them, 0 while it is shown (design rule S5).
 */
export type StoredRow = {
  readonly change: Change;
  readonly audiences: readonly Audience[];
  readonly shownTo: Readonly<Partial<Record<Audience, number>>>;
};

/**
 * What a reader is sent of a stored row: the row, a tombstone, or nothing at all. `told`: up to this rev
 * the reader knows what is hidden, so that neither one who came later hears of it, nor anyone twice.
 */
export function project(stored: StoredRow, held: ReadonlySet<Audience>, told = 0): Change | null {
  const { change, audiences, shownTo } = stored;
  if (change.data !== null && audiences.some((one) => held.has(one))) return change;
  if (![...held].some((one) => (shownTo[one] ?? 0) > told)) return null;
  return { workshopId: change.workshopId, kind: change.kind, id: change.id, rev: change.rev, data: null };
}
