import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWorker, type types } from 'mediasoup';
import { Server, type Socket } from 'socket.io';

type Answer = (reply: unknown) => void;

const mediaCodecs: types.RouterRtpCodecCapability[] = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
];

/** The least that mediasoup needs: one router, no rules, no names. The baseline of joining a stage. */
export async function startBareStage(
  pageScript: string,
  ip = '127.0.0.1',
): Promise<{ address: string; stop(): Promise<void> }> {
  const worker = await createWorker({ logLevel: 'error' });
  const rtc = await worker.createWebRtcServer({
    listenInfos: (['udp', 'tcp'] as const).map((protocol) => ({ protocol, ip })),
  });
  const router = await worker.createRouter({ mediaCodecs });
  const web = createServer((request, response) => {
    const script = request.url === '/page.js';
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html');
    response.end(
      script
        ? pageScript
        : '<!doctype html><title>Bare</title><script type="module" src="/page.js"></script>',
    );
  });
  const io = new Server(web, { transports: ['websocket'] });
  const producers: types.Producer[] = [];
  io.on('connection', (socket) => serve(socket, router, rtc, producers));
  await new Promise<void>((done) => web.listen(0, ip, done));
  return {
    address: `http://${ip}:${(web.address() as AddressInfo).port}/`,
    stop: async () => {
      await io.close();
      worker.close();
    },
  };
}

function serve(
  socket: Socket,
  router: types.Router,
  rtc: types.WebRtcServer,
  producers: types.Producer[],
): void {
  const transports = new Map<string, types.WebRtcTransport>();
  const consumers = new Map<string, types.Consumer>();
  const transportOf = (id: string): types.WebRtcTransport => {
    const transport = transports.get(id);
    if (!transport) throw new Error('no such transport');
    return transport;
  };
  socket.on('capabilities', (_: unknown, answer: Answer) => answer(router.rtpCapabilities));
  socket.on('transport', async (_: unknown, answer: Answer) => {
    const transport = await router.createWebRtcTransport({ webRtcServer: rtc, preferUdp: true });
    transports.set(transport.id, transport);
    const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
    answer({ id, iceParameters, iceCandidates, dtlsParameters });
  });
  socket.on('connect-transport', async ({ id, dtlsParameters }, answer: Answer) => {
    await transportOf(id).connect({ dtlsParameters });
    answer({});
  });
  socket.on('produce', async ({ id, kind, rtpParameters }, answer: Answer) => {
    const producer = await transportOf(id).produce({ kind, rtpParameters });
    producers.push(producer);
    answer({ id: producer.id });
  });
  socket.on('consume', async ({ id, kind, rtpCapabilities }, answer: Answer) => {
    const producerId = producers.find((producer) => producer.kind === kind)?.id ?? '';
    const consumer = await transportOf(id).consume({ producerId, rtpCapabilities, paused: true });
    consumers.set(consumer.id, consumer);
    answer({ id: consumer.id, producerId, kind, rtpParameters: consumer.rtpParameters });
  });
  socket.on('resume', async ({ id }, answer: Answer) => {
    await consumers.get(id)?.resume();
    answer({});
  });
  socket.on('disconnect', () => {
    for (const transport of transports.values()) transport.close();
  });
}
