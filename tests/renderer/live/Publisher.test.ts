import { Device, FakeHandler, testFakeParameters } from 'mediasoup-client';
import { describe, expect, it } from 'vitest';
import { Publisher } from '#renderer/live/Publisher.ts';
import type { StageWire } from '#renderer/live/StageWire.ts';
import { Transports } from '#renderer/live/Transports.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';

/** As much of a captured track as the publisher and mediasoup-client's own fake handler touch. */
class Track extends EventTarget {
  enabled = true;
  readyState = 'live';
  readonly id = crypto.randomUUID();
  readonly kind: string;
  constructor(kind: string) {
    super();
    this.kind = kind;
  }
  stop() {
    this.readyState = 'ended';
  }
  unplug() {
    this.stop();
    this.dispatchEvent(new Event('ended'));
  }
}

function hub(refuse: (name: string) => void = () => undefined) {
  const said: string[] = [];
  let producers = 0;
  const request = async (name: string) => {
    said.push(name);
    refuse(name);
    if (name === 'stage.createTransport') return testFakeParameters.generateTransportRemoteParameters();
    if (name === 'stage.produce') return { producerId: `p${++producers}` };
    return {};
  };
  return { said, wire: { request } as unknown as StageWire };
}

async function stay(wire: StageWire): Promise<Transports> {
  const fakes = testFakeParameters;
  const device = await Device.factory({ handlerFactory: FakeHandler.createFactory(fakes) });
  await device.load({ routerRtpCapabilities: fakes.generateRouterRtpCapabilities() });
  return Transports.create(device, wire, true, () => undefined);
}

function capturing() {
  const tracks: Track[] = [];
  const capture = async (source: string) => {
    const track = new Track(source === 'microphone' ? 'audio' : 'video');
    tracks.push(track);
    return track as unknown as MediaStreamTrack;
  };
  return { tracks, capture };
}

const nothing = () => undefined;

describe('Publisher', () => {
  it('publishes again with the same mutes after the transports died (L6)', async () => {
    const { said, wire } = hub();
    const { tracks, capture } = capturing();
    const publisher = new Publisher(wire, capture, nothing);
    const first = await stay(wire);
    await publisher.attach(first);
    await publisher.start('microphone');
    await publisher.mute('microphone');
    publisher.parentClosed();
    first.parentClosed();
    said.length = 0;
    await publisher.attach(await stay(wire));
    expect(said.slice(-2)).toEqual(['stage.produce', 'stage.pauseProducer']);
    expect(publisher.state('microphone').kind).toBe('muted');
    expect(tracks).toHaveLength(1);
    expect(tracks[0]).toMatchObject({ enabled: false, readyState: 'live' });
    publisher.close();
  });

  it('names a camera that is not there and joins without it', async () => {
    const { said, wire } = hub();
    const missing = async () => Promise.reject(new DOMException('', 'NotFoundError'));
    const publisher = new Publisher(wire, missing, nothing);
    await publisher.attach(await stay(wire));
    await publisher.start('camera');
    expect(publisher.state('camera')).toEqual({ kind: 'failed', problem: 'none' });
    expect(said).not.toContain('stage.produce');
  });

  it('names a device that is unplugged and ends its producer', async () => {
    const { said, wire } = hub();
    const { tracks, capture } = capturing();
    const publisher = new Publisher(wire, capture, nothing);
    await publisher.attach(await stay(wire));
    await publisher.start('microphone');
    tracks[0]?.unplug();
    await publisher.mute('camera');
    expect(publisher.state('microphone')).toEqual({ kind: 'failed', problem: 'unplugged' });
    expect(said.at(-1)).toBe('stage.closeProducer');
  });

  it('lets the device go when the hub does not take its producer', async () => {
    const { wire } = hub((name) => {
      if (name === 'stage.produce') throw new RefusedError('not-allowed');
    });
    const { tracks, capture } = capturing();
    const publisher = new Publisher(wire, capture, nothing);
    await publisher.attach(await stay(wire));
    await publisher.start('microphone');
    expect(publisher.state('microphone')).toEqual({ kind: 'failed', problem: 'not-taken' });
    expect(tracks[0]?.readyState).toBe('ended');
  });

  it('stops what it captured once, however often it is closed (L5)', async () => {
    const { wire } = hub();
    const { tracks, capture } = capturing();
    const publisher = new Publisher(wire, capture, nothing);
    await publisher.attach(await stay(wire));
    await publisher.start('microphone');
    publisher.close();
    publisher.close();
    expect(tracks[0]?.readyState).toBe('ended');
  });
});
