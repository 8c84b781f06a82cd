import type { types } from 'mediasoup';

/**
 * How many live media objects there are beneath a worker or a router, counted by mediasoup's own events, so
 * that no path of closing is forgotten.
 */
export class MediaCount {
  #routers = 0;
  #transports = 0;
  #producers = 0;
  #consumers = 0;

  static ofWorker(worker: types.Worker): MediaCount {
    const count = new MediaCount();
    worker.observer.on('newrouter', (router) => {
      count.#routers += 1;
      router.observer.once('close', () => {
        count.#routers -= 1;
      });
      count.#watch(router);
    });
    return count;
  }

  static ofRouter(router: types.Router): MediaCount {
    const count = new MediaCount();
    count.#watch(router);
    return count;
  }

  get routers(): number {
    return this.#routers;
  }

  get transports(): number {
    return this.#transports;
  }

  get producers(): number {
    return this.#producers;
  }

  get consumers(): number {
    return this.#consumers;
  }

  #watch(router: types.Router): void {
    router.observer.on('newtransport', (transport) => {
      this.#transports += 1;
      transport.observer.once('close', () => {
        this.#transports -= 1;
      });
      transport.observer.on('newproducer', (producer) => {
        this.#producers += 1;
        producer.observer.once('close', () => {
          this.#producers -= 1;
        });
      });
      transport.observer.on('newconsumer', (consumer) => {
        this.#consumers += 1;
        consumer.observer.once('close', () => {
          this.#consumers -= 1;
        });
      });
    });
  }
}
