import { Device, type types } from 'mediasoup-client';
import type { SocketReply, SocketRequest } from '#shared/contracts/socket.ts';
import type { HubSocket } from '../../hub/socket.ts';
import { type LoopOutcome, type LoopOver, type LoopSample, outcomeOf } from './networkVerdict.ts';
import { openTestMedia } from './openTestMedia.ts';

/** How long each way is tried, in ms: TCP only has to show that it works. */
const MEASURED: Readonly<Record<LoopOver, number>> = { udp: 4000, tcp: 3000 };
/** The rates are those of the end, once they have settled. */
const SETTLED = 0.5;
const BITRATE = 2_500_000;

/** Sends sound and picture to oneself by the hub and back (design rule L1's exception). Rejects with `RefusedError`. */
export async function measureLoop(
  wire: Pick<HubSocket, 'request'>,
  over: LoopOver,
  signal: AbortSignal,
): Promise<LoopOutcome> {
  const opened = await wire.request('loop.open', { over });
  const media = openTestMedia();
  const transports: types.Transport[] = [];
  try {
    const device = await Device.factory();
    await device.load({ routerRtpCapabilities: opened.rtpCapabilities as types.RtpCapabilities });
    const send = device.createSendTransport(opened.send as unknown as types.TransportOptions);
    const receive = device.createRecvTransport(opened.receive as unknown as types.TransportOptions);
    transports.push(send, receive);
    listen(wire, send);
    listen(wire, receive);
    await goRound(wire, device, { send, receive }, media.tracks);
    const time = MEASURED[over];
    await wait(time * SETTLED, signal);
    const first = await readSample(send, receive);
    await wait(time * (1 - SETTLED), signal);
    return outcomeOf(first, await readSample(send, receive));
  } finally {
    for (const transport of transports) transport.close();
    media.close();
    await wire.request('loop.close', {}).catch((error: unknown) => {
      console.info('the loop ends by itself', error);
    });
  }
}

function listen(wire: Pick<HubSocket, 'request'>, transport: types.Transport): void {
  const transportId = transport.id;
  transport.on('connect', ({ dtlsParameters }, done, failed) => {
    wire.request('loop.connect', { transportId, dtlsParameters }).then(() => done(), failed);
  });
  transport.on('produce', ({ kind, rtpParameters }, done, failed) => {
    wire
      .request('loop.produce', {
        transportId,
        kind,
        rtpParameters: rtpParameters as SocketRequest<'loop.produce'>['rtpParameters'],
      })
      .then(({ producerId }) => done({ id: producerId }), failed);
  });
}

type Both = { readonly send: types.Transport; readonly receive: types.Transport };

async function goRound(
  wire: Pick<HubSocket, 'request'>,
  device: Device,
  { send, receive }: Both,
  tracks: readonly MediaStreamTrack[],
): Promise<void> {
  for (const track of tracks) {
    const { id: producerId } = await send.produce({
      track,
      ...(track.kind === 'video'
        ? { encodings: [{ maxBitrate: BITRATE }], codecOptions: { videoGoogleStartBitrate: 2000 } }
        : {}),
    });
    const made: SocketReply<'loop.consume'> = await wire.request('loop.consume', {
      transportId: receive.id,
      producerId,
      rtpCapabilities: device.recvRtpCapabilities as SocketRequest<'loop.consume'>['rtpCapabilities'],
    });
    const { consumerId: id, kind } = made;
    await receive.consume({ id, producerId, kind, rtpParameters: made.rtpParameters as types.RtpParameters });
  }
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
  });
}

async function readSample(send: types.Transport, receive: types.Transport): Promise<LoopSample> {
  const [out, back] = [await send.getStats(), await receive.getStats()];
  const sum = (report: RTCStatsReport, type: string, field: string) =>
    [...report.values()]
      .filter((one) => one.type === type)
      .reduce((all: number, one) => all + (typeof one[field] === 'number' ? one[field] : 0), 0);
  const pair = [...out.values()].find(
    (one) => one.type === 'candidate-pair' && typeof one.currentRoundTripTime === 'number' && one.nominated,
  );
  return {
    at: performance.now(),
    sent: sum(out, 'outbound-rtp', 'bytesSent'),
    received: sum(back, 'inbound-rtp', 'bytesReceived'),
    packets: sum(back, 'inbound-rtp', 'packetsReceived'),
    lost: sum(back, 'inbound-rtp', 'packetsLost'),
    answers: pair ? pair.currentRoundTripTime * 1000 : null,
  };
}
