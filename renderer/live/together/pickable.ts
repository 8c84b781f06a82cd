import type { TalkEntry } from '../../program/talkEntries.ts';

/** A recording that may be picked to be played to everyone. */
export type Pickable = {
  readonly entry: TalkEntry;
  /** Of the session that is on. */
  readonly here: boolean;
  /** Everybody may see it. */
  readonly released: boolean;
};

const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();

/**
 * The talks with a recording, those of this session first, each part in the program's order. `sought`: words that
 * have to be in the title or a speaker's name; accents do not count.
 */
export function pickable(
  talks: readonly TalkEntry[],
  sessionId: string,
  sought: string,
): readonly Pickable[] {
  const words = plain(sought).split(/\s+/).filter(Boolean);
  const found = talks
    .filter(({ recording }) => recording !== null && !recording.data.withdrawn)
    .filter(({ talk, speakers }) => {
      const text = plain([talk.data.title, ...speakers.map(({ name }) => name)].join(' '));
      return words.every((word) => text.includes(word));
    })
    .map((entry) => ({
      entry,
      here: entry.talk.data.sessionId === sessionId,
      released: entry.contents?.data.released === true,
    }));
  return [...found.filter(({ here }) => here), ...found.filter(({ here }) => !here)];
}
