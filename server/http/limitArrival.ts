import type { IncomingMessage } from 'node:http';
import { isUpload } from './bodyLimits.ts';

/** What is not an upload is small: its bytes are there after so long, in ms, or it is cut. */
const ARRIVAL = 300_000;
/** An upload may take as long as it goes on; where nothing comes for so long, in ms, it is cut. */
const PAUSE = 120_000;

/** Keeps anybody from holding a connection with a request that never ends. */
export function limitArrival(incoming: IncomingMessage, arrival = ARRIVAL, pause = PAUSE): void {
  const [path = ''] = (incoming.url ?? '').split('?');
  const { socket } = incoming;
  let seen = -1;
  const look = () => {
    if (incoming.complete) return;
    if (socket.bytesRead === seen || !isUpload(path)) incoming.destroy();
    seen = socket.bytesRead;
  };
  const timer = setInterval(look, isUpload(path) ? pause : arrival).unref();
  const end = () => clearInterval(timer);
  incoming.once('end', end);
  incoming.once('close', end);
}
