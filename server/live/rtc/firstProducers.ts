import type { Place } from '#shared/live/stage.ts';

/** The most consumers that a join makes by itself. */
const MOST = 24;

/**
 * The producers that somebody who comes in needs before anything else, by id: every sound, the screens, then one
 * picture of a person, of the first of `front` who shows one (spotlight, who speaks, who spoke last), else of anybody.
 * `places`: those whom the reader may hear.
 */
export function firstProducers(
  places: readonly Place[],
  reader: string,
  front: readonly (string | null)[],
): readonly string[] {
  const others = places.filter(({ accountId }) => accountId !== reader);
  const producers = others.flatMap((place) => place.producers);
  const cameraOf = (place: Place | undefined): string | undefined =>
    place?.producers.find(({ source, paused }) => source === 'camera' && !paused)?.id;
  const wanted = front.map((accountId) => others.find((place) => place.accountId === accountId));
  const camera = [...wanted, ...others].map(cameraOf).find((id) => id !== undefined);
  const first = [
    ...producers.filter(({ kind }) => kind === 'audio'),
    ...producers.filter(({ source }) => source === 'screen'),
  ];
  return [...first.map(({ id }) => id), ...(camera === undefined ? [] : [camera])].slice(0, MOST);
}
