import type { types } from 'mediasoup';

/** RFC 6464; the header extension that says how loud a packet is. */
export const AUDIO_LEVEL = 'urn:ietf:params:rtp-hdrext:ssrc-audio-level';

/** An RTP packet (RFC 3550) of Opus whose header extension says how loud it is, in -dBov. */
export function loudPacket(ssrc: number, sequence: number, level: number): Buffer {
  const bytes = Buffer.alloc(12 + 8 + 20);
  bytes.writeUInt8(0x90, 0);
  bytes.writeUInt8(111, 1);
  bytes.writeUInt16BE(sequence, 2);
  bytes.writeUInt32BE(sequence * 960, 4);
  bytes.writeUInt32BE(ssrc, 8);
  bytes.writeUInt16BE(0xbede, 12);
  bytes.writeUInt16BE(1, 14);
  bytes.writeUInt8(0x10, 16);
  bytes.writeUInt8(0x80 | level, 17);
  return bytes;
}

/** An RTCP sender report (RFC 3550, 6.4.1): the hub reckons what was lost when one arrives. */
export function senderReport(ssrc: number, sequence: number): Buffer {
  const bytes = Buffer.alloc(28);
  bytes.writeUInt8(0x80, 0);
  bytes.writeUInt8(200, 1);
  bytes.writeUInt16BE(6, 2);
  bytes.writeUInt32BE(ssrc, 4);
  bytes.writeUInt32BE(Math.floor(Date.now() / 1000) + 2_208_988_800, 8);
  bytes.writeUInt32BE(sequence * 960, 16);
  bytes.writeUInt32BE(sequence, 20);
  return bytes;
}

/** What a microphone is produced with: Opus that says how loud it is. */
export function microphoneOf(ssrc: number): types.ProducerOptions {
  return {
    kind: 'audio',
    rtpParameters: {
      codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
      headerExtensions: [{ uri: AUDIO_LEVEL, id: 1 }],
      encodings: [{ ssrc }],
    },
  };
}

/** A microphone on a direct transport, in the hub's own process: what it sends is real RTP to the worker. */
export async function directMicrophone(router: types.Router, ssrc: number): Promise<types.Producer> {
  const direct = await router.createDirectTransport();
  return direct.produce(microphoneOf(ssrc));
}
