import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWorker, type types } from 'mediasoup';
import { Server, type Socket } from 'socket.io';
import { answerParent, readWants } from './answerParent.ts';

/** The least that forwards one stage: one worker, one router, no rules, no names. Our wire's words, so one page serves both. */
const worker = await createWorker({ logLevel: 'error' });
const server = await worker.createWebRtcServer({
  listenInfos: (['udp', 'tcp'] as const).map((protocol) => ({ protocol, ip: '127.0.0.1' })),
});
const router = await worker.createRouter({
  mediaCodecs: [
    { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
    { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  ],
});
const producers: types.Producer[] = [];
const { rtpCapabilities } = router;

type Answer = (reply: { ok: unknown }) => void;

function optionsOf({ id, iceParameters, iceCandidates, dtlsParameters }: types.WebRtcTransport) {
  return { id, iceParameters, iceCandidates, dtlsParameters };
}

function serve(socket: Socket): void {
  const transports = new Map<string, types.WebRtcTransport>();
  const consumers = new Map<string, types.Consumer>();
  const create = async () => {
    const transport = await router.createWebRtcTransport({ webRtcServer: server });
    transports.set(transport.id, transport);
    return transport;
  };
  socket.on('stage.capabilities', (_: unknown, answer: Answer) => answer({ ok: { rtpCapabilities } }));
  socket.on('stage.join', async ({ rtpCapabilities: receives }, answer: Answer) => {
    const [receive, send] = [await create(), await create()];
    const made = producers.map(({ id: producerId }) =>
      receive.consume({ producerId, rtpCapabilities: receives, paused: true }),
    );
    for (const consumer of await Promise.all(made)) consumers.set(consumer.id, consumer);
    const told = [...consumers.values()].map(({ id: consumerId, producerId, kind, rtpParameters }) => {
      return { consumerId, producerId, kind, rtpParameters };
    });
    answer({ ok: { rtpCapabilities, receive: optionsOf(receive), send: optionsOf(send), consumers: told } });
  });
  socket.on('stage.connectTransport', async ({ transportId, dtlsParameters, resume }, answer: Answer) => {
    await transports.get(transportId)?.connect({ dtlsParameters });
    await Promise.all(resume.map((id: string) => consumers.get(id)?.resume()));
    answer({ ok: {} });
  });
  socket.on('stage.produce', async ({ transportId, kind, rtpParameters }, answer: Answer) => {
    const producer = await transports.get(transportId)?.produce({ kind, rtpParameters });
    if (producer) producers.push(producer);
    answer({ ok: { producerId: producer?.id } });
  });
  socket.on('disconnect', () => {
    for (const transport of transports.values()) transport.close();
  });
}

const web = createServer();
const io = new Server(web, { transports: ['websocket'] });
io.on('connection', serve);
await new Promise<void>((done) => web.listen(0, '127.0.0.1', done));
process.on('SIGTERM', () => process.exit(0));
const { speakers, audience } = readWants();
answerParent(
  {
    address: `http://127.0.0.1:${(web.address() as AddressInfo).port}`,
    workers: [worker.pid],
    ref: { workshopId: '', sessionId: '' },
    speakers: Array(speakers).fill(''),
    audience: Array(audience).fill(''),
  },
  async () => 0,
);
