import { chatAfter } from '#shared/live/chat.ts';
import type { StageAct } from '#shared/live/stageActs.ts';
import type { StageBook } from '#shared/live/stageBook.ts';
import type { LogDraft } from '../log/StageLog.ts';

type Named = { readonly accountId: string; readonly name: string };

function nameIn(lists: readonly (readonly Named[])[], accountId: string): string | null {
  return lists.flat().find((one) => one.accountId === accountId)?.name ?? null;
}

/** The words that tell an act apart from others of its kind; `null` where there are none. */
function detailOf(act: StageAct, { chat }: StageBook): string | null {
  switch (act.kind) {
    case 'accept':
    case 'invite':
      return act.airs;
    case 'stop-source':
      return act.source;
    case 'start-timer':
      return act.title;
    case 'extend-timer':
      return String(act.seconds);
    case 'play':
      return act.recordingId;
    case 'play-seek':
      return String(act.position);
    case 'set-chat': {
      const { locked, slow } = chatAfter(chat, act.rules);
      return locked ? 'locked' : String(slow);
    }
    default:
      return null;
  }
}

/** An act as the session's log tells it. `subject`: whom it was done to where the act itself does not name them. */
export function logOfAct(
  act: StageAct,
  by: Named,
  known: { readonly book: StageBook; readonly places: readonly Named[]; readonly subject: string | null },
): LogDraft {
  const { book, places, subject } = known;
  const named = 'accountId' in act && act.accountId !== null;
  return {
    kind: act.kind,
    by: { accountId: by.accountId, name: by.name },
    subject: named ? nameIn([places, book.hands, book.banned], act.accountId) : subject,
    detail: detailOf(act, book),
  };
}
