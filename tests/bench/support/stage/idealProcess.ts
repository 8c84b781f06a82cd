import { createWorker, type types } from 'mediasoup';
import { opus, vp8 } from '#tests/server/live/LiveApp.ts';
import { answerParent, readWants } from './answerParent.ts';

/** One to many and nothing else: a router, a producer for each stream, and a plain transport for each listener. */
const { speakers, audience, plainTo = 0 } = readWants();
const ip = '127.0.0.1';
const listenInfo = { protocol: 'udp', ip } as const;
const worker = await createWorker({ logLevel: 'error' });
const router = await worker.createRouter({
  mediaCodecs: [
    { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
    { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  ],
});
const producers: types.Producer[] = [];
const ports: string[] = [];
for (let index = 0; index < speakers; index += 1) {
  const transport = await router.createPlainTransport({ listenInfo, rtcpMux: true, comedia: true });
  const sound = opus(1000 + index) as types.RtpParameters;
  producers.push(await transport.produce({ kind: 'audio', rtpParameters: sound }));
  const picture = vp8(2000) as types.RtpParameters;
  if (index === 0) producers.push(await transport.produce({ kind: 'video', rtpParameters: picture }));
  ports.push(String(transport.tuple.localPort));
}
const { rtpCapabilities } = router;
const listeners: types.PlainTransport[] = [];
for (let index = 0; index < audience; index += 1) {
  const transport = await router.createPlainTransport({ listenInfo, rtcpMux: true, comedia: false });
  await transport.connect({ ip, port: plainTo });
  for (const { id: producerId } of producers) await transport.consume({ producerId, rtpCapabilities });
  listeners.push(transport);
}
process.on('SIGTERM', () => process.exit(0));
answerParent(
  {
    address: '',
    workers: [worker.pid],
    ref: { workshopId: '', sessionId: '' },
    speakers: ports,
    audience: [],
  },
  async () => {
    const all = await Promise.all(listeners.map((one) => one.getStats()));
    return all.flat().reduce((sum, { rtpBytesSent }) => sum + rtpBytesSent, 0);
  },
);
