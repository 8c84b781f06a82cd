import type { Capture } from '#renderer/live/client/DeviceLines.ts';
import { Publisher } from '#renderer/live/client/Publisher.ts';
import type { WhatIsSaid } from '#renderer/live/client/stageControl.ts';
import { fakeHub, transportsOf } from './fakeHub.ts';
import { Track } from './Track.ts';

export function capturing() {
  const tracks: Track[] = [];
  const capture: Capture = async (source) => {
    const track = new Track(source === 'microphone' ? 'audio' : 'video', `${source} ${tracks.length + 1}`);
    tracks.push(track);
    return track.asTrack();
  };
  return { tracks, capture };
}

/** What one device sends, over transports to a hub that takes all but what `refuse` throws for. */
export async function onStage(refuse?: (name: string) => void | Promise<void>, capture?: Capture) {
  const hub = fakeHub(refuse);
  const devices = capturing();
  const said: WhatIsSaid[] = [];
  const publisher = new Publisher(hub.wire, capture ?? devices.capture, {
    onChange: () => undefined,
    onSaid: (what) => said.push(what),
  });
  hub.place.listen((own) => publisher.heed(own));
  const transports = await transportsOf(hub.wire);
  await publisher.attach(transports);
  return { ...hub, ...devices, publisher, transports, heard: said };
}
