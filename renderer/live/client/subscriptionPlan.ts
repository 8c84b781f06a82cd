import type { StageProducer, StageState } from '#shared/live/stage.ts';

/** A producer of another place, as this device means to consume it. */
export type Wanted = { readonly accountId: string; readonly producer: StageProducer };

export type SubscriptionPlan = { readonly open: readonly Wanted[]; readonly close: readonly string[] };

/** What to consume and what to close so that `held` (producer ids) becomes what the stage has. */
export function planSubscriptions(
  stage: StageState,
  ownAccountId: string,
  held: ReadonlySet<string>,
): SubscriptionPlan {
  const wanted = stage.places
    .filter((place) => place.accountId !== ownAccountId)
    .flatMap((place) => place.producers.map((producer) => ({ accountId: place.accountId, producer })));
  const ids = new Set(wanted.map((w) => w.producer.id));
  return {
    open: wanted.filter((w) => !held.has(w.producer.id)),
    close: [...held].filter((id) => !ids.has(id)),
  };
}
