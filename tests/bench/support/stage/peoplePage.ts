import { Device, type types } from 'mediasoup-client';

/** Given by the test: asks the stage in the name of one of its people. */
declare const ask: (who: string, name: string, body: unknown) => Promise<unknown>;

type Joined = {
  readonly receive: types.TransportOptions;
  readonly send: types.TransportOptions | null;
  readonly consumers: readonly {
    readonly consumerId: string;
    readonly producerId: string;
    readonly kind: types.MediaKind;
    readonly rtpParameters: types.RtpParameters;
  }[];
};

const received: Record<string, types.Consumer[]> = {};

async function enter(who: string, ref: object): Promise<{ device: Device; joined: Joined }> {
  const device = await Device.factory();
  const { rtpCapabilities } = (await ask(who, 'stage.capabilities', {})) as {
    rtpCapabilities: types.RtpCapabilities;
  };
  await device.load({ routerRtpCapabilities: rtpCapabilities });
  const request = { ...ref, takeOver: false, agrees: false, rtpCapabilities: device.recvRtpCapabilities };
  return { device, joined: (await ask(who, 'stage.join', request)) as Joined };
}

function connectBy(who: string, transport: types.Transport, resume: readonly string[]): void {
  transport.on('connect', ({ dtlsParameters }, done, failed) => {
    const body = { transportId: transport.id, dtlsParameters, resume };
    ask(who, 'stage.connectTransport', body).then(() => done(), failed);
  });
}

/** Sends a test tone, and a small test picture too where asked. */
async function speak(who: string, ref: object, camera: boolean): Promise<void> {
  const { device, joined } = await enter(who, ref);
  if (!joined.send) throw new Error('not a speaker');
  const transport = device.createSendTransport(joined.send);
  connectBy(who, transport, []);
  transport.on('produce', ({ kind, rtpParameters, appData }, done, failed) => {
    const body = { transportId: transport.id, kind, rtpParameters, source: appData.source };
    ask(who, 'stage.produce', body).then(
      (made) => done({ id: (made as { producerId: string }).producerId }),
      failed,
    );
  });
  const media = await navigator.mediaDevices.getUserMedia({
    audio: true,
    video: camera && { width: 320, height: 180, frameRate: 15 },
  });
  for (const track of media.getTracks()) {
    await transport.produce({ track, appData: { source: track.kind === 'audio' ? 'microphone' : 'camera' } });
  }
}

/** Receives all that the stage offers at the join. `group`: whose packets these are. */
async function listen(group: string, who: string, ref: object): Promise<void> {
  const { device, joined } = await enter(who, ref);
  const transport = device.createRecvTransport(joined.receive);
  connectBy(
    who,
    transport,
    joined.consumers.map(({ consumerId }) => consumerId),
  );
  const options = joined.consumers.map(({ consumerId, ...rest }) => ({ ...rest, id: consumerId }));
  const consumers = await Promise.all(options.map((one) => transport.consume(one)));
  received[group] = [...(received[group] ?? []), ...consumers];
}

type Arrived = { readonly packets: number; readonly concealed: number; readonly samples: number };

/** What has arrived for a group so far. */
async function arrived(group: string): Promise<Arrived> {
  const sum = { packets: 0, concealed: 0, samples: 0 };
  for (const consumer of received[group] ?? []) {
    for (const report of (await consumer.getStats()).values()) {
      if (report.type !== 'inbound-rtp') continue;
      sum.packets += report.packetsReceived ?? 0;
      sum.concealed += report.concealedSamples ?? 0;
      sum.samples += report.totalSamplesReceived ?? 0;
    }
  }
  return sum;
}

Object.assign(window, { speak, listen, arrived });
