import type { types } from 'mediasoup';

/** What a stage speaks: Opus, and the video codecs that Chromium sends, VP8 first. */
export const stageCodecs: types.RouterRtpCodecCapability[] = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  { kind: 'video', mimeType: 'video/VP9', clockRate: 90_000, parameters: { 'profile-id': 0 } },
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    parameters: {
      'packetization-mode': 1,
      'profile-level-id': '42e01f',
      'level-asymmetry-allowed': 1,
    },
  },
];

/**
 * The pause (ms) between two requests for a key frame of the same video. Chromium drops one that comes within 300 ms
 * of another, and the worker asks again only after a second: so long would wait who comes right after somebody.
 */
export const KEY_FRAME_PAUSE = 350;

/** The most one place may send, in bits per second: a microphone, a camera and a screen. */
export const MAX_INCOMING_BITRATE = 4_000_000;
/** The most one place may receive, in bits per second: a screen, a large picture and several small ones. */
export const MAX_OUTGOING_BITRATE = 8_000_000;
/** What a receiver is assumed to take before it was measured, in bits per second. */
export const INITIAL_OUTGOING_BITRATE = 1_000_000;
