import type { TalkEntry } from '../../program/talkEntries.ts';

/**
 * The talks of one session that can be watched, in the session's order: by their start where they have one,
 * else as the program lists them.
 */
export function sessionTalks(talks: readonly TalkEntry[], sessionId: string | null): readonly TalkEntry[] {
  if (sessionId === null) return [];
  const startOf = ({ talk: { data } }: TalkEntry) => (data.start.kind === 'instant' ? data.start.at : null);
  return talks
    .filter(({ talk, contents }) => talk.data.sessionId === sessionId && contents?.data.released === true)
    .sort((a, b) => {
      const [first, second] = [startOf(a), startOf(b)];
      return first === null || second === null ? 0 : Date.parse(String(first)) - Date.parse(String(second));
    });
}

/** What is watched before and after a talk in its session; `null` at the ends. */
export function aroundInSession(
  talks: readonly TalkEntry[],
  here: TalkEntry,
): { readonly previous: TalkEntry | null; readonly next: TalkEntry | null } {
  const list = sessionTalks(talks, here.talk.data.sessionId);
  const at = list.findIndex(({ talk }) => talk.id === here.talk.id);
  if (at < 0) return { previous: null, next: null };
  return { previous: list[at - 1] ?? null, next: list[at + 1] ?? null };
}
