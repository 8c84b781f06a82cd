import { expect, test } from 'vitest';
import { sessionDescription } from '#server/live/takes/sessionDescription.ts';

test('L8: an SDP names the codec, its clock and channels, and its parameters', () => {
  const opus = {
    mimeType: 'audio/opus',
    payloadType: 100,
    clockRate: 48_000,
    channels: 2,
    parameters: {},
  } as const;
  expect(sessionDescription('audio', { codecs: [opus] }, 4000)).toContain(
    'm=audio 4000 RTP/AVP 100\r\na=rtcp-mux\r\na=rtpmap:100 opus/48000/2\r\na=recvonly\r\n',
  );
  const h264 = {
    ...{ mimeType: 'video/H264', payloadType: 103, clockRate: 90_000 },
    parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f' },
  };
  expect(sessionDescription('video', { codecs: [h264] }, 4002)).toContain(
    'a=rtpmap:103 H264/90000\r\na=fmtp:103 packetization-mode=1;profile-level-id=42e01f\r\n',
  );
  expect(() => sessionDescription('video', { codecs: [] }, 4002)).toThrow('without a codec');
});
