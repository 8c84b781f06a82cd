import type { SocketReply } from '#shared/contracts/socket.ts';
import type { SocketClient, SocketHandlers } from '../socket/SocketClient.ts';
import type { Live } from './Live.ts';
import type { ProducerChange } from './Stage.ts';

type OfProducer = 'stage.pauseProducer' | 'stage.resumeProducer' | 'stage.closeProducer';
type OfConsumer =
  | 'stage.preferLayers'
  | 'stage.pauseConsumer'
  | 'stage.resumeConsumer'
  | 'stage.closeConsumer';
type Transports =
  | 'stage.createTransport'
  | 'stage.closeTransport'
  | 'stage.connectTransport'
  | 'stage.restartIce';
type Rest =
  | 'stage.act'
  | 'stage.log'
  | 'stage.capabilities'
  | 'stage.join'
  | 'stage.resume'
  | 'stage.leave'
  | 'stage.setPhase'
  | 'stage.produce'
  | 'stage.consume';

function producerHandlers(live: Live): SocketHandlers<OfProducer> {
  const handler =
    (change: ProducerChange) =>
    async (client: SocketClient, { producerId }: { producerId: string }) => {
      await live.changeProducer(client, producerId, change);
      return {};
    };
  return {
    'stage.pauseProducer': handler('pause'),
    'stage.resumeProducer': handler('resume'),
    'stage.closeProducer': handler('close'),
  };
}

function consumerHandlers(live: Live): SocketHandlers<OfConsumer> {
  const handler =
    (change: 'pause' | 'resume' | 'close') =>
    async (client: SocketClient, { consumerId }: { consumerId: string }) => {
      await live.standing(client).place.media.changeConsumer(consumerId, change);
      return {};
    };
  return {
    'stage.preferLayers': async (client, request) => {
      await live.standing(client).place.media.preferLayers(request);
      return {};
    },
    'stage.pauseConsumer': handler('pause'),
    'stage.resumeConsumer': handler('resume'),
    'stage.closeConsumer': handler('close'),
  };
}

function transportHandlers(live: Live): SocketHandlers<Transports> {
  return {
    'stage.createTransport': (client, { direction }) =>
      live.standing(client).place.media.createTransport(direction),
    'stage.closeTransport': async (client, { transportId }) => {
      await live.standing(client).place.media.closeTransport(transportId);
      return {};
    },
    'stage.connectTransport': async (client, request) => {
      await live.standing(client).place.media.connectTransport(request);
      return {};
    },
    'stage.restartIce': async (client, { transportId }) => {
      const iceParameters = await live.standing(client).place.media.restartIce(transportId);
      return { iceParameters } as SocketReply<'stage.restartIce'>;
    },
  };
}

/** What the hub answers to `stage.*`. */
export function liveHandlers(live: Live): SocketHandlers<OfProducer | OfConsumer | Transports | Rest> {
  return {
    'stage.act': async (client, request) => {
      await live.act(client, request);
      return {};
    },
    'stage.log': (client, request) => live.log(client, request),
    'stage.capabilities': async () => {
      const rtpCapabilities = await live.workers.rtpCapabilities();
      return { rtpCapabilities } as SocketReply<'stage.capabilities'>;
    },
    'stage.join': (client, request) => live.join(client, request),
    'stage.resume': (client, request) => live.resume(client, request),
    'stage.leave': async (client) => {
      await live.leave(client);
      return {};
    },
    'stage.setPhase': async (client, request) => {
      await live.setPhase(client, request);
      return {};
    },
    'stage.produce': (client, request) => live.produce(client, request),
    'stage.consume': async (client, request) => {
      const { stage, place } = live.standing(client);
      return stage.consume(place, request);
    },
    ...transportHandlers(live),
    ...producerHandlers(live),
    ...consumerHandlers(live),
  };
}
