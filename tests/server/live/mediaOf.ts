import type { types } from 'mediasoup';
import type { RtcWorkers } from '#server/live/rtc/RtcWorkers.ts';

/** Everything that is made on a hub's workers from now on, as it is at each asking: what is open, paused, restarted. */
export async function watchMedia(workers: RtcWorkers): Promise<() => unknown> {
  const transports: types.Transport[] = [];
  const producers: types.Producer[] = [];
  const consumers: types.Consumer[] = [];
  const { worker } = await workers.pick();
  worker.observer.on('newrouter', (router) =>
    router.observer.on('newtransport', (transport) => {
      transports.push(transport);
      transport.observer.on('newproducer', (producer) => producers.push(producer));
      transport.observer.on('newconsumer', (consumer) => consumers.push(consumer));
    }),
  );
  return () => ({
    transports: transports.map((one) => [one.id, one.closed, (one as types.WebRtcTransport).iceParameters]),
    producers: producers.map(({ id, closed, paused }) => [id, closed, paused]),
    consumers: consumers.map(({ id, closed, paused, preferredLayers }) => [
      ...[id, closed, paused, preferredLayers ?? null],
    ]),
  });
}
