import { createSocket } from 'node:dgram';
import { afterAll, expect, it } from 'vitest';
import { LiveApp, opus, vp8 } from '#tests/server/live/LiveApp.ts';
import { describeFigure, measurePairs, recordFigure } from './figures.ts';
import { cpuTimeOf } from './support/stage/cpuTime.ts';
import { RtpSender, type RtpStream } from './support/stage/RtpSender.ts';
import { StageProcess } from './support/stage/StageProcess.ts';

const pairs = 12;
const WINDOW_MS = 3_000;
const speakers = 3;
const audience = 200;

/** Nobody reads it: what simulated listeners are sent ends there. */
async function openSink(): Promise<{ port: number; close(): void }> {
  const socket = createSocket('udp4');
  await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done));
  const { port } = socket.address();
  return { port, close: () => socket.close() };
}

const sound = (port: number, index: number): RtpStream => {
  return { port, ssrc: 1000 + index, payloadType: 111, bytes: 80, perSecond: 50, clockRate: 48_000 };
};
const picture = (port: number): RtpStream => {
  return { port, ssrc: 2000, payloadType: 96, bytes: 1000, perSecond: 60, clockRate: 90_000 };
};

/** Speakers and listeners of our stage, over its real sockets; what they send, by port. */
async function fill({ ready }: StageProcess): Promise<{ apps: LiveApp[]; streams: RtpStream[] }> {
  const apps: LiveApp[] = [];
  const streams: RtpStream[] = [];
  const enter = async (token: string) => {
    const app = new LiveApp(ready.address, token);
    apps.push(app);
    await app.connected();
    const { rtpCapabilities } = await app.request('stage.capabilities', {});
    const joined = await app.request('stage.join', {
      ...ready.ref,
      ...{ takeOver: false, agrees: false, rtpCapabilities },
    });
    return { app, joined };
  };
  for (const [index, token] of ready.speakers.entries()) {
    const { app, joined } = await enter(token);
    const transportId = joined.send?.id ?? '';
    const port = Number(joined.send?.iceCandidates[0]?.port);
    const rtpParameters = opus(1000 + index);
    await app.request('stage.produce', { transportId, kind: 'audio', source: 'microphone', rtpParameters });
    streams.push(sound(port, index));
    if (index > 0) continue;
    const video = { kind: 'video', source: 'camera', rtpParameters: vp8(2000) } as const;
    await app.request('stage.produce', { transportId, ...video });
    streams.push(picture(port));
  }
  const fingerprint = { algorithm: 'sha-256', value: Array(32).fill('AB').join(':') } as const;
  for (const token of ready.audience) {
    const { app, joined } = await enter(token);
    await app.request('stage.connectTransport', {
      transportId: joined.receive.id,
      dtlsParameters: { role: 'client', fingerprints: [fingerprint] },
      resume: joined.consumers.map(({ consumerId }) => consumerId),
    });
  }
  return { apps, streams };
}

describeFigure('audience', 'two hundred in the audience', async () => {
  const sink = await openSink();
  const wants = { speakers, audience, plainTo: sink.port };
  const ours = await StageProcess.start('oursProcess', { ...wants, workers: 2 });
  const ideal = await StageProcess.start('idealProcess', wants);
  const { apps, streams } = await fill(ours);
  const ports = ideal.ready.speakers.map(Number);
  const toOurs = new RtpSender(streams);
  const toIdeal = new RtpSender([...ports.map(sound), picture(ports[0] ?? 0)]);
  afterAll(async () => {
    toOurs.close();
    toIdeal.close();
    for (const app of apps) app.close();
    await ours.stop();
    await ideal.stop();
    sink.close();
  });

  /** Milliseconds of the workers' processor for each megabyte of RTP that they sent in a window of time. */
  const costOf = (stage: StageProcess, sender: RtpSender) => async () => {
    const [before, cpu] = [await stage.sentBytes(), cpuTimeOf(stage.ready.workers)];
    await sender.sendFor(WINDOW_MS);
    const [after, used] = [await stage.sentBytes(), cpuTimeOf(stage.ready.workers) - cpu];
    if (after === before) throw new Error('nothing was sent');
    return used / 1000 / ((after - before) / 1e6);
  };

  it('L9: costs the workers, over two routers and the pipes between, what an ideal one-to-many costs one', async () => {
    const figure = recordFigure(
      {
        name: 'audience',
        title: 'Worker CPU for 200 in the audience of three speakers (plain RTP, simulated)',
        unit: 'ms/MB',
        baseline: 'an ideal one-to-many script, one router',
        better: 'lower',
        aim: 1.05,
      },
      await measurePairs(pairs, costOf(ours, toOurs), costOf(ideal, toIdeal)),
    );
    expect(figure.pairs).toBe(pairs);
  });
});
