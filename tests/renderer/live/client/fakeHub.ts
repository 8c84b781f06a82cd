import { Device, FakeHandler, testFakeParameters } from 'mediasoup-client';
import type { HubSocket } from '#renderer/hub/socket.ts';
import { Transports } from '#renderer/live/client/Transports.ts';
import type { SocketReply, SocketRequest } from '#shared/contracts/socket.ts';
import type { StageProducer } from '#shared/live/stage.ts';

type Said = { readonly name: string; readonly request: unknown };
type Change = 'pause' | 'resume' | 'close';
type Listener = (own: readonly StageProducer[]) => Promise<void>;

/** As the hub keeps the producers of one place: each change is told before it is answered. */
function fakePlace() {
  const own = new Map<string, StageProducer>();
  const told: Promise<void>[] = [];
  let made = 0;
  let listener: Listener = async () => undefined;
  let onMade: (id: string) => void = () => undefined;
  const tell = () => void told.push(listener([...own.values()]));
  return {
    listen: (to: Listener) => {
      listener = to;
    },
    /** Calls when a producer was made and told, and the answer is not read yet. */
    whenMade: (act: (id: string) => void) => {
      onMade = act;
    },
    /** Resolves when all that was told has been done. */
    heeded: () => Promise.all(told),
    produce: ({ kind, source }: Pick<StageProducer, 'kind' | 'source'>) => {
      const id = `p${++made}`;
      own.set(id, { id, kind, source, paused: false });
      tell();
      onMade(id);
      return { producerId: id };
    },
    change: (id: string, change: Change) => {
      const before = own.get(id);
      if (before && change !== 'close') own.set(id, { ...before, paused: change === 'pause' });
      else own.delete(id);
      tell();
    },
  };
}

/** A hub's end of the wire: writes down what it is asked, and answers what a client needs, when `refuse` lets it. */
export function fakeHub(refuse: (name: string) => void | Promise<void> = () => undefined) {
  const said: Said[] = [];
  const place = fakePlace();
  const answerProducer = (name: string, asked: unknown) => {
    if (name === 'stage.produce') return place.produce(asked as SocketRequest<'stage.produce'>);
    const change = /^stage\.(pause|resume|close)Producer$/.exec(name)?.[1];
    const { producerId } = asked as SocketRequest<'stage.pauseProducer'>;
    if (change !== undefined) place.change(producerId, change as Change);
    return {};
  };
  const request = async (name: string, asked: unknown) => {
    said.push({ name, request: asked });
    const held = refuse(name);
    if (held) await held;
    if (name === 'stage.createTransport') return madeTransport();
    if (name === 'stage.consume') return madeConsumer(asked as SocketRequest<'stage.consume'>);
    return answerProducer(name, asked);
  };
  const names = () => said.map(({ name }) => name);
  return { said, names, place, wire: { request, state: 'connected' } as unknown as HubSocket };
}

export function madeTransport(): SocketReply<'stage.createTransport'> {
  return testFakeParameters.generateTransportRemoteParameters() as SocketReply<'stage.createTransport'>;
}

/** Of a producer whose id says what it is: a camera's is video. */
function madeConsumer({ producerId }: SocketRequest<'stage.consume'>): SocketReply<'stage.consume'> {
  const kind = producerId.includes('camera') ? ('video' as const) : ('audio' as const);
  const codecMimeType = kind === 'video' ? 'video/VP8' : 'audio/opus';
  const { rtpParameters } = testFakeParameters.generateConsumerRemoteParameters({ codecMimeType });
  const made = { consumerId: `c-${producerId}`, producerId, kind, rtpParameters };
  return made as SocketReply<'stage.consume'>;
}

export async function fakeDevice(): Promise<Device> {
  const device = await Device.factory({ handlerFactory: FakeHandler.createFactory(testFakeParameters) });
  await device.load({ routerRtpCapabilities: testFakeParameters.generateRouterRtpCapabilities() });
  return device;
}

export async function transportsOf(
  wire: HubSocket,
  resumes: () => readonly string[] = () => [],
): Promise<Transports> {
  const made = { receive: madeTransport(), send: madeTransport() };
  return new Transports(await fakeDevice(), wire, made, { onPath: () => undefined, resumes });
}
