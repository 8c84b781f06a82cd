import type { MediaSource } from '#shared/live/stage.ts';
import type { StageAct } from '#shared/live/stageActs.ts';
import type { Place } from '../Place.ts';

const ownSound: readonly MediaSource[] = ['microphone'];

function mute(place: Place): Promise<unknown>[] {
  const open = place.media.producers.filter(({ source, paused }) => ownSound.includes(source) && !paused);
  return open.map(({ id }) => place.media.changeProducer(id, 'pause'));
}

/** What the computer plays goes with its screen. */
function stop(place: Place, source: MediaSource): Promise<unknown>[] {
  const ended: readonly MediaSource[] = source === 'screen' ? ['screen', 'screen-sound'] : [source];
  const open = place.media.producers.filter((producer) => ended.includes(producer.source));
  return open.map(({ id }) => place.media.changeProducer(id, 'close'));
}

/**
 * What an act does to the producers of a stage at once, beside what follows from where people stand after it. Who
 * goes away meanwhile is not heard any more either.
 */
export async function mediaOfAct(act: StageAct, by: Place, places: readonly Place[]): Promise<void> {
  switch (act.kind) {
    case 'mute':
    case 'stop-source': {
      const place = places.find(({ participant }) => participant.accountId === act.accountId);
      if (place) await Promise.allSettled(act.kind === 'mute' ? mute(place) : stop(place, act.source));
      return;
    }
    case 'mute-all':
      await Promise.allSettled(places.filter((place) => place !== by).flatMap(mute));
      return;
    default:
      return;
  }
}
