import type { types } from 'mediasoup';

/**
 * The SDP (RFC 8866) by which ffmpeg receives one consumer on `port` of this machine. Throws where the consumer
 * has no codec.
 */
export function sessionDescription(
  kind: types.MediaKind,
  { codecs }: Pick<types.RtpParameters, 'codecs'>,
  port: number,
): string {
  const [codec] = codecs;
  if (!codec) throw new Error('a consumer without a codec');
  const { mimeType, payloadType, clockRate, channels, parameters = {} } = codec;
  const name = mimeType.slice(mimeType.indexOf('/') + 1);
  const set = Object.entries(parameters).map(([key, value]) => `${key}=${String(value)}`);
  return [
    'v=0',
    'o=- 0 0 IN IP4 127.0.0.1',
    's=-',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    `m=${kind} ${port} RTP/AVP ${payloadType}`,
    'a=rtcp-mux',
    `a=rtpmap:${payloadType} ${name}/${clockRate}${channels && channels > 1 ? `/${channels}` : ''}`,
    ...(set.length > 0 ? [`a=fmtp:${payloadType} ${set.join(';')}`] : []),
    'a=recvonly',
    '',
  ].join('\r\n');
}
