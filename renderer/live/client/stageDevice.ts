import { Device, type types } from 'mediasoup-client';
import type { SocketReply } from '#shared/contracts/socket.ts';
import type { HubSocket } from '../../hub/socket.ts';

type Capabilities = SocketReply<'stage.join'>['rtpCapabilities'];

type Prepared = { readonly device: Device; readonly routerCapabilities: string };

/** By socket: the router's capabilities are the same for every stage of a hub. */
const prepared = new WeakMap<HubSocket, Promise<Prepared>>();

async function load(capabilities: Capabilities): Promise<Prepared> {
  const device = await Device.factory();
  await device.load({ routerRtpCapabilities: capabilities as types.RtpCapabilities });
  return { device, routerCapabilities: JSON.stringify(capabilities) };
}

/**
 * Asks the hub what its stages speak, once a socket, so that joining one takes two round trips (before anybody
 * clicks, where it can). Resolves with `null` where the hub does not say.
 */
export async function prepareStages(wire: HubSocket): Promise<Device | null> {
  const known = prepared.get(wire);
  if (known) return (await known).device;
  const making = wire.request('stage.capabilities', {}).then(({ rtpCapabilities }) => load(rtpCapabilities));
  prepared.set(wire, making);
  try {
    return (await making).device;
  } catch (error) {
    if (prepared.get(wire) === making) prepared.delete(wire);
    console.info('the hub has not said yet what its stages speak', error);
    return null;
  }
}

/** What the prepared device receives; `null` where there is none. */
export function receiveCapabilities(device: Device | null): Capabilities | null {
  return device && (device.recvRtpCapabilities as Capabilities);
}

/** The device that fits what the join has answered: the prepared one, unless the hub speaks otherwise by now. */
export async function deviceFor(wire: HubSocket, capabilities: Capabilities): Promise<Device> {
  const known = await prepared.get(wire)?.catch(() => null);
  if (known?.routerCapabilities === JSON.stringify(capabilities)) return known.device;
  const making = load(capabilities);
  prepared.set(wire, making);
  return (await making).device;
}
