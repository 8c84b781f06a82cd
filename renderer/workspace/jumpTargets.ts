export type JumpTarget = {
  readonly id: string;
  readonly kind: 'workshop' | 'talk' | 'person';
  readonly title: string;
  readonly where: string;
  readonly path: string;
};

const MOST = 12;
const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();

/** The targets whose title has every word of `text` in it, accents and case aside; earlier matches first. */
export function matchTargets(targets: readonly JumpTarget[], text: string): readonly JumpTarget[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return targets.filter((target) => target.kind === 'workshop').slice(0, MOST);
  return targets
    .map((target) => ({ target, title: plain(target.title) }))
    .filter(({ title }) => words.every((word) => title.includes(word)))
    .sort((a, b) => a.title.indexOf(words[0] ?? '') - b.title.indexOf(words[0] ?? ''))
    .slice(0, MOST)
    .map(({ target }) => target);
}
