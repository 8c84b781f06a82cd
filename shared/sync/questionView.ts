import type { RefusalReason } from '../contracts/refusals.ts';
import type { Answer, Question } from '../questions/question.ts';

/** A question as its reader sees it: the base with the reader's pending commands on it (rule S7). */
export type QuestionView = {
  readonly id: string;
  readonly data: Question;
  readonly votes: number;
  readonly voted: boolean;
  readonly mine: boolean;
  /** Who asked, where the reader may know: its author, or a moderator. */
  readonly authorName: string | null;
  readonly answer: Answer | null;
  /** True while a command on it waits in the outbox. */
  readonly sending: boolean;
  /** Why the newest refused command on it was refused, and which one that is. */
  readonly refused: RefusalReason | null;
  readonly commandId: string | null;
};
