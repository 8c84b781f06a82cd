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

/** Sends this machine's camera or microphone to the bare stage. */
async function publish(kind: types.MediaKind): Promise<void> {
  const { transport } = await open('send');
  const wanted = kind === 'audio' ? { audio: true } : { video: { width: 1280, height: 720 } };
  const [track] = (await navigator.mediaDevices.getUserMedia(wanted)).getTracks();
  if (!track) throw new Error(`no ${kind}`);
  await transport.produce({ track });
}

async function consume(kind: types.MediaKind) {
  const { socket, device, transport } = await open('receive');
  const options = await ask<types.ConsumerOptions>(socket, 'consume', {
    id: transport.id,
    kind,
    rtpCapabilities: device.recvRtpCapabilities,
  });
  const consumer = await transport.consume(options);
  const element = document.createElement(kind);
  element.srcObject = new MediaStream([consumer.track]);
  document.body.append(element);
  return { socket, transport, consumer, element };
}

/** Joins, and answers with the milliseconds until the first remote frame was painted. */
async function join(): Promise<number> {
  const start = performance.now();
  const { socket, transport, consumer, element } = await consume('video');
  const video = element as HTMLVideoElement;
  video.muted = true;
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

/** Plays the sound of the stage from now on. */
async function hear(): Promise<void> {
  const { socket, consumer, element } = await consume('audio');
  await ask(socket, 'resume', { id: consumer.id });
  await element.play();
}

Object.assign(window, { publish, join, hear });
