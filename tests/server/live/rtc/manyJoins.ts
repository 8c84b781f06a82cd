import type { types } from 'mediasoup';
import type { SocketReply } from '#shared/contracts/socket.ts';
import { opus, vp8 } from '../LiveApp.ts';
import type { LiveHub } from '../LiveHub.ts';

/** What there is in the hub's workers, as they themselves say it. */
export type MediaLeft = {
  readonly routers: number;
  readonly transports: number;
  readonly producers: number;
  readonly consumers: number;
  /** Everything in the worker that takes requests; grows with any object that is forgotten. */
  readonly handlers: number;
  /** What the hub itself counts. */
  readonly counted: readonly number[];
  /** On the objects that outlive a place. */
  readonly listeners: number;
};

const PEOPLE = 24;

const dtlsParameters = {
  role: 'client' as const,
  fingerprints: [{ algorithm: 'sha-256' as const, value: Array(32).fill('AB').join(':') }],
};

function listenersOf(emitter: { eventNames(): unknown[]; listenerCount(name: never): number }): number {
  return emitter.eventNames().reduce<number>((sum, name) => sum + emitter.listenerCount(name as never), 0);
}

/** A stage with a speaker who sends two streams, and people who come and go. */
export class ManyJoins {
  readonly #hub: LiveHub;
  readonly #routers = new Set<types.Router>();
  readonly #producers = new Set<types.Producer>();

  private constructor(hub: LiveHub) {
    this.#hub = hub;
  }

  static async watch(hub: LiveHub): Promise<ManyJoins> {
    const many = new ManyJoins(hub);
    for (const { worker } of await hub.live.workers.running()) {
      worker.observer.on('newrouter', (router) => {
        many.#routers.add(router);
        router.observer.on('newtransport', (transport) =>
          transport.observer.on('newproducer', (producer) => many.#producers.add(producer)),
        );
      });
    }
    return many;
  }

  /** What is left once the speaker alone is there. */
  async left(): Promise<MediaLeft> {
    const running = await this.#hub.live.workers.running();
    const workers = await Promise.all(running.map(({ worker }) => worker.dump()));
    const routers = [...this.#routers].filter((router) => !router.closed);
    const dumps = await Promise.all(routers.map((router) => router.dump()));
    const sum = <T>(of: readonly T[], count: (one: T) => number) =>
      of.reduce((total, one) => total + count(one), 0);
    const producers = [...this.#producers].filter((producer) => !producer.closed);
    return {
      routers: sum(workers, ({ routerIds }) => routerIds.length),
      transports: sum(dumps, ({ transportIds }) => transportIds.length),
      producers: sum(dumps, ({ mapProducerIdConsumerIds }) => mapProducerIdConsumerIds.length),
      consumers: sum(dumps, ({ mapConsumerIdProducerId }) => mapConsumerIdProducerId.length),
      handlers: sum(
        workers,
        ({ channelMessageHandlers: all }) =>
          all.channelRequestHandlers.length + all.channelNotificationHandlers.length,
      ),
      counted: running.flatMap(({ count }) => [
        count.routers,
        count.transports,
        count.producers,
        count.consumers,
      ]),
      listeners:
        sum(running, ({ worker }) => listenersOf(worker) + listenersOf(worker.observer)) +
        sum(routers, (router) => listenersOf(router) + listenersOf(router.observer)) +
        sum(producers, (producer) => listenersOf(producer) + listenersOf(producer.observer)),
    };
  }

  /** `times` people join, half of them by the same sockets as before; each leaves in one of four ways. */
  async run(times: number): Promise<{ before: MediaLeft; after: MediaLeft }> {
    const hub = this.#hub;
    const { ref } = await hub.stage();
    const speaker = await hub.appOf(ref.workshopId, 'speaker');
    await speaker.join(ref);
    const transportId = await speaker.transport('send');
    const microphone = { kind: 'audio', source: 'microphone', rtpParameters: opus(1) } as const;
    const camera = { kind: 'video', source: 'camera', rtpParameters: vp8(2) } as const;
    await speaker.request('stage.produce', { transportId, ...microphone });
    await speaker.request('stage.produce', { transportId, ...camera });
    const { rtpCapabilities } = await speaker.request('stage.capabilities', {});
    const people = await Promise.all(
      Array.from({ length: PEOPLE }, () => hub.someone(ref.workshopId, 'attendee')),
    );
    const before = await this.left();
    for (let done = 0; done < times; done += PEOPLE) {
      const round = people.slice(0, Math.min(PEOPLE, times - done));
      await Promise.all(round.map((who, index) => this.#comeAndGo(who, index, { ...ref, rtpCapabilities })));
      await speaker.stateWhere(({ audience }) => audience === 0);
    }
    return { before, after: await this.left() };
  }

  async #comeAndGo(
    who: { readonly accountId: string; readonly deviceId: string },
    index: number,
    ref: { workshopId: string; sessionId: string } & Pick<
      SocketReply<'stage.capabilities'>,
      'rtpCapabilities'
    >,
  ): Promise<void> {
    const app = await this.#hub.app(who);
    const join = { ...ref, takeOver: false, agrees: false };
    const { receive, consumers } = await app.request('stage.join', join);
    const resume = consumers.map(({ consumerId }) => consumerId);
    const connecting = app.request('stage.connectTransport', {
      transportId: receive.id,
      dtlsParameters,
      resume,
    });
    if (index % 4 !== 0) await connecting;
    if (index % 4 === 1) await app.request('stage.closeTransport', { transportId: receive.id });
    // A fresh join closes what the former one left; a socket that is cut leaves its place to the grace.
    if (index % 4 === 2) await app.request('stage.join', join);
    if (index % 4 !== 3) await app.request('stage.leave', {});
    await connecting.catch(() => undefined);
    app.close();
  }
}
