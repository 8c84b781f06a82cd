import type { AgendaItem } from './agendaItems.ts';

const MINUTE = 60_000;
/** How long after the start of a talk without a known end another one is taken to clash with it, perhaps. */
const PERHAPS_MINUTES = 90;

/** Two talks of the agenda that cannot both be attended whole. */
export type Clash =
  /** `minutes`: how long both go on; at least 1. */
  | { readonly kind: 'overlap'; readonly with: string; readonly title: string; readonly minutes: number }
  /** They begin together, and of one nobody has said how long it is. */
  | { readonly kind: 'same-start'; readonly with: string; readonly title: string }
  /** One begins after the other, of which nobody has said how long it is. */
  | { readonly kind: 'perhaps'; readonly with: string; readonly title: string };

/** The clashes of each item, by its key. What is cancelled, gone, or has no time clashes with nothing. */
export function findClashes(items: readonly AgendaItem[]): ReadonlyMap<string, readonly Clash[]> {
  const timed = items
    .filter(({ start, present }) => start !== null && present.kind === 'planned')
    .sort((a, b) => (a.start ?? 0) - (b.start ?? 0));
  const found = new Map<string, Clash[]>();
  const add = (of: AgendaItem, clash: Clash) => found.set(of.key, [...(found.get(of.key) ?? []), clash]);
  for (const [i, first] of timed.entries()) {
    for (const second of timed.slice(i + 1)) {
      const kind = clashOf(first, second);
      if (kind === null) continue;
      add(first, { ...kind, with: second.key, title: second.standing.title });
      add(second, { ...kind, with: first.key, title: first.standing.title });
    }
  }
  return found;
}

type Kind =
  | { readonly kind: 'overlap'; readonly minutes: number }
  | { readonly kind: 'same-start' }
  | { readonly kind: 'perhaps' };

/** `second` does not begin before `first`. */
function clashOf(first: AgendaItem, second: AgendaItem): Kind | null {
  const [start, next] = [first.start ?? 0, second.start ?? 0];
  if (first.end !== null) {
    const shared = Math.min(first.end, second.end ?? Infinity) - next;
    if (shared <= 0) return null;
    if (second.end === null)
      return next === start ? { kind: 'same-start' } : { kind: 'overlap', minutes: minutesOf(shared) };
    return { kind: 'overlap', minutes: minutesOf(shared) };
  }
  if (next === start) return { kind: 'same-start' };
  const until = first.latest ?? start + PERHAPS_MINUTES * MINUTE;
  return next < until ? { kind: 'perhaps' } : null;
}

const minutesOf = (ms: number) => Math.max(1, Math.round(ms / MINUTE));
