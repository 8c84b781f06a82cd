import { Device, FakeHandler, testFakeParameters } from 'mediasoup-client';
import type { HubSocket } from '#renderer/hub/socket.ts';
import { Transports } from '#renderer/live/client/Transports.ts';
import type { SocketReply, SocketRequest } from '#shared/contracts/socket.ts';

type Said = { readonly name: string; readonly request: unknown };

/** A hub's end of the wire: writes down what it is asked, and answers what a client needs. */
export function fakeHub(refuse: (name: string) => void = () => undefined) {
  const said: Said[] = [];
  let producers = 0;
  const request = async (name: string, asked: unknown) => {
    said.push({ name, request: asked });
    refuse(name);
    if (name === 'stage.produce') return { producerId: `p${++producers}` };
    if (name === 'stage.createTransport') return madeTransport();
    if (name === 'stage.consume') return madeConsumer(asked as SocketRequest<'stage.consume'>);
    return {};
  };
  const names = () => said.map(({ name }) => name);
  return { said, names, wire: { request, state: 'connected' } as unknown as HubSocket };
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
