import { momentTime } from '#shared/program/momentTime.ts';
import type { Row, RowData } from '#shared/sync/rows.ts';
import { momentText, readMoment } from './momentText.ts';

/** What an organizer types about a talk or a session. */
export type EditDraft = {
  readonly title: string;
  readonly start: string;
  /** Of a session. */
  readonly end: string;
  /** Of a talk. */
  readonly minutes: string;
  readonly roomId: string | null;
  /** A talk's abstract, a session's description. */
  readonly text: string;
  readonly cancelled: boolean;
};

type EditedRow = Row<'talk' | 'session'>;

/** What is in the fields at first, times in `zone` (IANA). */
export function draftOf(row: EditedRow, zone: string): EditDraft {
  const { title, start, roomId, state } = row.data;
  const same = { title, start: momentText(start, zone), roomId, cancelled: state === 'cancelled' };
  return row.kind === 'talk'
    ? { ...same, end: '', minutes: String(row.data.minutes ?? ''), text: row.data.abstract ?? '' }
    : { ...same, end: momentText(row.data.end, zone), minutes: '', text: row.data.description ?? '' };
}

export type DraftFault = 'titleMissing' | 'timeWrong' | 'endBeforeStart' | 'minutesWrong';

export type ReadDraft = {
  /** The whole row as it would be; `null` where something is wrong. */
  readonly data: RowData<'talk'> | RowData<'session'> | null;
  readonly wrong: Readonly<Partial<Record<keyof EditDraft, DraftFault>>>;
};

/** Reads the fields on top of the row that they are of. A field left as it was keeps its exact value. */
export function readDraft(draft: EditDraft, row: EditedRow, zone: string): ReadDraft {
  const before = draftOf(row, zone);
  const start = draft.start === before.start ? row.data.start : readMoment(draft.start, zone);
  const title = draft.title.trim();
  const wrong: Partial<Record<keyof EditDraft, DraftFault>> = {};
  if (title === '') wrong.title = 'titleMissing';
  if (start === null) wrong.start = 'timeWrong';
  const text = draft.text.trim() === '' ? null : draft.text;
  const state = draft.cancelled ? 'cancelled' : 'planned';
  if (row.kind === 'talk') {
    const minutes = draft.minutes.trim() === '' ? null : Number(draft.minutes.trim().replace(',', '.'));
    if (minutes !== null && !(minutes > 0 && Number.isFinite(minutes))) wrong.minutes = 'minutesWrong';
    if (start === null || Object.keys(wrong).length > 0) return { data: null, wrong };
    return {
      data: { ...row.data, title, start, minutes, roomId: draft.roomId, abstract: text, state },
      wrong,
    };
  }
  const end = draft.end === before.end ? row.data.end : readMoment(draft.end, zone);
  if (end === null) wrong.end = 'timeWrong';
  else if (start !== null && isBefore(end, start)) wrong.end = 'endBeforeStart';
  if (start === null || end === null || Object.keys(wrong).length > 0) return { data: null, wrong };
  return { data: { ...row.data, title, start, end, roomId: draft.roomId, description: text, state }, wrong };
}

function isBefore(end: Parameters<typeof momentTime>[0], start: Parameters<typeof momentTime>[0]): boolean {
  const [to, from] = [momentTime(end), momentTime(start)];
  return to !== null && from !== null && to < from;
}
