import { Device, type types } from 'mediasoup-client';
import { io } from 'socket.io-client';

const ask = async <T>(socket: ReturnType<typeof io>, name: string, request: unknown): Promise<T> =>
  socket.emitWithAck(name, request);

async function open(direction: 'send' | 'receive') {
  const socket = io({ transports: ['websocket'], forceNew: true });
  const device = await Device.factory();
  await device.load({ routerRtpCapabilities: await ask(socket, 'capabilities', {}) });
  const options = await ask<types.TransportOptions>(socket, 'transport', {});
  const transport =
    direction === 'send' ? device.createSendTransport(options) : device.createRecvTransport(options);
  transport.on('connect', ({ dtlsParameters }, done, fail) => {
    ask(socket, 'connect-transport', { id: transport.id, dtlsParameters }).then(() => done(), fail);
  });
  transport.on('produce', ({ kind, rtpParameters }, done, fail) => {
    ask<{ id: string }>(socket, 'produce', { id: transport.id, kind, rtpParameters }).then(done, fail);
  });
  return { socket, device, transport };
}

/** Sends this machine's camera to the bare stage. */
async function publish(): Promise<void> {
  const { transport } = await open('send');
  const media = await navigator.mediaDevices.getUserMedia({ video: { width: 1280, height: 720 } });
  const track = media.getVideoTracks()[0];
  if (!track) throw new Error('no camera');
  await transport.produce({ track });
}

/** Joins, and answers with the milliseconds until the first remote frame was painted. */
async function join(): Promise<number> {
  const start = performance.now();
  const { socket, device, transport } = await open('receive');
  const options = await ask<types.ConsumerOptions>(socket, 'consume', {
    id: transport.id,
    rtpCapabilities: device.recvRtpCapabilities,
  });
  const consumer = await transport.consume(options);
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = new MediaStream([consumer.track]);
  document.body.append(video);
  const painted = new Promise<number>((done) => video.requestVideoFrameCallback((now) => done(now)));
  const playing = video.play();
  await ask(socket, 'resume', { id: consumer.id });
  await playing;
  const took = (await painted) - start;
  transport.close();
  socket.close();
  video.remove();
  return took;
}

Object.assign(window, { publish, join });
