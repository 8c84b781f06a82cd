import { createSocket, type Socket } from 'node:dgram';

function bind(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', reject);
    socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => resolve(socket));
  });
}

function close(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.close(() => resolve()));
}

const TRIES = 20;

/**
 * An even UDP port of this machine that is free, as is the one after it: ffmpeg listens on both. Somebody may take
 * it before ffmpeg does; ffmpeg ends then, and nothing is sent to a port before ffmpeg is known to listen there.
 */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const first = await bind(0);
    const { port } = first.address();
    try {
      if (port % 2 !== 0 || port === 65_535) continue;
      await close(await bind(port + 1));
      return port;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    } finally {
      await close(first);
    }
  }
  throw new Error('no pair of UDP ports is free');
}
