import type { Role } from '../people/account.ts';
import { may } from '../people/permissions.ts';
import type { Question } from './question.ts';

/** `boards`: what `boardsByChair` has for the person. */
export type Moderation = { readonly role: Role; readonly boards: readonly string[] };

export function moderatesEvery({ role }: Pick<Moderation, 'role'>): boolean {
  return may(role, 'question.moderate');
}

/** Whether there is a board with something to do on it. */
export function moderatesAny({ role, boards }: Moderation): boolean {
  return moderatesEvery({ role }) || boards.length > 0;
}

/** Rule Q6: moderators and organizers moderate every question, a chair those on the boards of the own sessions. */
export function moderatesQuestion(
  { role, boards }: Moderation,
  { sessionId, talkId }: Pick<Question, 'sessionId' | 'talkId'>,
): boolean {
  if (moderatesEvery({ role })) return true;
  const asked = sessionId ?? talkId;
  return asked !== null && boards.includes(asked);
}
