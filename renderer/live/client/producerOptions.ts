import type { types } from 'mediasoup-client';
import type { MediaSource } from '#shared/live/stage.ts';

/** Three sizes of one camera, so that a small tile costs little (design rule L4). */
const cameraLayers: types.RtpEncodingParameters[] = [
  { rid: 'r0', scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T3' },
  { rid: 'r1', scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: 'L1T3' },
  { rid: 'r2', scaleResolutionDownBy: 1, maxBitrate: 1_500_000, scalabilityMode: 'L1T3' },
];

/** One good layer: text has to be read, and every viewer wants all of it. */
const screenLayer: types.RtpEncodingParameters[] = [
  { maxBitrate: 2_500_000, maxFramerate: 15, scalabilityMode: 'L1T3' },
];

/** Without `opusNack` mediasoup-client takes away that the hub asks again for what was lost on the way to it. */
const repaired = { opusFec: true, opusNack: true };
const speech = { ...repaired, opusStereo: false, opusDtx: true, opusMaxAverageBitrate: 40_000 };
const music = { ...repaired, opusStereo: true, opusDtx: false, opusMaxAverageBitrate: 128_000 };

/** How each source is sent; bit rates are caps, in bits per second. */
export function producerOptions(source: MediaSource, track: MediaStreamTrack): types.ProducerOptions {
  const common = { track, stopTracks: false, appData: { source } };
  const video = { videoGoogleStartBitrate: 1000 };
  switch (source) {
    case 'microphone':
      return { ...common, codecOptions: speech };
    case 'screen-sound':
      return { ...common, codecOptions: music };
    case 'camera':
      return { ...common, encodings: cameraLayers.map((layer) => ({ ...layer })), codecOptions: video };
    case 'screen':
      return { ...common, encodings: screenLayer.map((layer) => ({ ...layer })), codecOptions: video };
  }
}
