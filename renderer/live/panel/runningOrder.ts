import type { Hand } from '#shared/live/stage.ts';

export type OrderEntry<Q> =
  | { readonly kind: 'question'; readonly question: Q }
  | { readonly kind: 'hand'; readonly hand: Hand };

/**
 * Questions and raised hands in one order, in turns, a question first: each keeps the order among its own (votes,
 * raising), and neither waits for all of the other. Whoever is invited stands before all, for they are awaited now.
 */
export function runningOrder<Q>(questions: readonly Q[], hands: readonly Hand[]): readonly OrderEntry<Q>[] {
  const entryOf = (hand: Hand): OrderEntry<Q> => ({ kind: 'hand', hand });
  const invited = hands.filter((hand) => hand.invited !== null);
  const waiting = hands.filter((hand) => hand.invited === null);
  const order: OrderEntry<Q>[] = invited.map(entryOf);
  for (let i = 0; i < Math.max(questions.length, waiting.length); i += 1) {
    const question = questions[i];
    const hand = waiting[i];
    if (question !== undefined) order.push({ kind: 'question', question });
    if (hand !== undefined) order.push(entryOf(hand));
  }
  return order;
}
