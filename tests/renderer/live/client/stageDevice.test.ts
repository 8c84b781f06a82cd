import { Device, testFakeParameters } from 'mediasoup-client';
import { afterEach, expect, it, vi } from 'vitest';
import type { HubSocket } from '#renderer/hub/socket.ts';
import { deviceFor, prepareStages } from '#renderer/live/client/stageDevice.ts';
import type { SocketReply } from '#shared/contracts/socket.ts';
import { fakeDevice } from './fakeHub.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

type Capabilities = SocketReply<'stage.join'>['rtpCapabilities'];

const rtpCapabilities = testFakeParameters.generateRouterRtpCapabilities() as Capabilities;
const changed: Capabilities = { ...rtpCapabilities, headerExtensions: [] };

/** A hub that says what it speaks, in a window that cannot make its first `failing` devices. */
async function windowAt(failing: number) {
  const request = vi.fn(async () => ({ rtpCapabilities }));
  const wire = { request, state: 'connected' } as unknown as HubSocket;
  const devices = await Promise.all([fakeDevice(), fakeDevice()]);
  for (const device of devices) Object.defineProperty(device, 'load', { value: async () => undefined });
  const factory = vi.spyOn(Device, 'factory');
  for (let index = 0; index < failing; index += 1) {
    factory.mockRejectedValueOnce(new Error('no peer connection can be made'));
  }
  for (const device of devices) factory.mockResolvedValueOnce(device);
  return { wire, request, devices };
}

it('L6: a window that could make no device for a join makes one for the next', async () => {
  const { wire, devices } = await windowAt(1);
  await expect(deviceFor(wire, rtpCapabilities)).rejects.toThrow('no peer connection');
  expect(await prepareStages(wire)).toBe(devices[0]);
  expect(await deviceFor(wire, rtpCapabilities)).toBe(devices[0]);
});

it('L6: where no device can be made the join goes on without one, for everybody who asks', async () => {
  const { wire, request, devices } = await windowAt(1);
  expect(await Promise.all([prepareStages(wire), prepareStages(wire)])).toEqual([null, null]);
  expect(request).toHaveBeenCalledTimes(1);
  expect(await prepareStages(wire)).toBe(devices[0]);
});

it('a device is made once for a socket, and anew where the hub speaks otherwise by then', async () => {
  const { wire, request, devices } = await windowAt(0);
  await prepareStages(wire);
  expect(await prepareStages(wire)).toBe(devices[0]);
  expect(await deviceFor(wire, rtpCapabilities)).toBe(devices[0]);
  expect(request).toHaveBeenCalledTimes(1);
  expect(await deviceFor(wire, changed)).toBe(devices[1]);
  expect(await prepareStages(wire)).toBe(devices[1]);
});
