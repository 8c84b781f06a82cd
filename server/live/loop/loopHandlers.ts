import type { SocketHandlers } from '../../socket/SocketClient.ts';
import type { Live } from '../Live.ts';
import { Loops } from './Loops.ts';

type OfLoop = 'loop.open' | 'loop.connect' | 'loop.produce' | 'loop.consume' | 'loop.close';

/** What the hub answers to `loop.*`. */
export function loopHandlers(live: Pick<Live, 'workers'>): SocketHandlers<OfLoop> {
  const loops = new Loops(live.workers);
  return {
    'loop.open': async (client, { over }) => (await loops.open(client, over)).describe(),
    'loop.connect': async (client, request) => {
      await (await loops.of(client)).connect(request);
      return {};
    },
    'loop.produce': async (client, request) => (await loops.of(client)).produce(request),
    'loop.consume': async (client, request) => (await loops.of(client)).consume(request),
    'loop.close': async (client) => {
      await loops.close(client);
      return {};
    },
  };
}
