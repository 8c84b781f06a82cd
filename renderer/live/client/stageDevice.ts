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

/** For who asks next, too, unless nothing comes of it. */
async function keep(wire: HubSocket, making: Promise<Prepared>): Promise<Device> {
  prepared.set(wire, making);
  try {
    return (await making).device;
  } catch (error) {
    if (prepared.get(wire) === making) prepared.delete(wire);
    throw error;
  }
}

/**
 * Asks the hub what its stages speak, once a socket, so that joining one takes two round trips (before anybody
 * clicks, where it can). Resolves with `null` where the hub does not say, or no device can be made of it now.
 */
export async function prepareStages(wire: HubSocket): Promise<Device | null> {
  const ask = () =>
    wire.request('stage.capabilities', {}).then(({ rtpCapabilities }) => load(rtpCapabilities));
  try {
    return await keep(wire, prepared.get(wire) ?? ask());
  } catch (error) {
    console.info('what the stages of the hub speak is not known yet', error);
    return null;
  }
}

/** What the prepared device receives; `null` where there is none. */
export function receiveCapabilities(device: Device | null): Capabilities | null {
  return device && (device.recvRtpCapabilities as Capabilities);
}

/** The device that fits what the join has answered: the prepared one, unless the hub speaks otherwise by now. Rejects where none can be made. */
export async function deviceFor(wire: HubSocket, capabilities: Capabilities): Promise<Device> {
  const known = await prepared.get(wire)?.catch(() => null);
  if (known?.routerCapabilities === JSON.stringify(capabilities)) return known.device;
  return keep(wire, load(capabilities));
}
