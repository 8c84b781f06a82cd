import type { types } from 'mediasoup';
import { StageRouter } from '#server/live/rtc/StageRouter.ts';

const ip = '127.0.0.1';

/**
 * Stands in for the WebRTC ends of simulated people, in the hub's process: what the hub makes for them are plain
 * transports, whose port is told as the one ICE candidate. One that sends takes what comes; connecting one that
 * receives has its RTP sent to a port of this machine. All else is the hub's own.
 */
export class PlainPeers {
  readonly #transports = new Set<types.PlainTransport>();
  readonly #to: number;

  private constructor(to: number) {
    this.#to = to;
  }

  static install(to: number): PlainPeers {
    const peers = new PlainPeers(to);
    StageRouter.prototype.createTransport = function createTransport(this: StageRouter, direction) {
      return peers.#create(this, direction);
    };
    return peers;
  }

  async sentBytes(): Promise<number> {
    const all = await Promise.all([...this.#transports].map((one) => one.getStats()));
    return all.flat().reduce((sum, { rtpBytesSent }) => sum + rtpBytesSent, 0);
  }

  async #create(router: StageRouter, direction: 'send' | 'receive'): Promise<types.WebRtcTransport> {
    const transport = await router.createPlainTransport({
      listenInfo: { protocol: 'udp', ip },
      rtcpMux: true,
      comedia: direction === 'send',
    });
    this.#transports.add(transport);
    transport.observer.once('close', () => this.#transports.delete(transport));
    const connect = transport.connect.bind(transport);
    const port = transport.tuple.localPort;
    return Object.assign(transport, {
      iceParameters: { usernameFragment: 'plain', password: 'plain' },
      iceCandidates: [{ foundation: 'plain', priority: 1, ip, protocol: 'udp', port, type: 'host' }],
      dtlsParameters: { role: 'auto', fingerprints: [] },
      connect: () => connect({ ip, port: this.#to }),
    }) as unknown as types.WebRtcTransport;
  }
}
