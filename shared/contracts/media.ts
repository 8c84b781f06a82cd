import { z } from 'zod';

/**
 * WebRTC parameters as mediasoup exchanges them, with what has crashed workers kept out: empty
 * fingerprints, unbounded lists and strings, numbers that do not fit their field.
 */
export const dtlsParameters = z.object({
  role: z.enum(['auto', 'client', 'server']).optional(),
  fingerprints: z
    .array(
      z.object({
        algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
        value: z.string().regex(/^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){19,63}$/),
      }),
    )
    .min(1)
    .max(8),
});

const mimeType = z.string().regex(/^(audio|video)\/[A-Za-z0-9.+-]{1,60}$/);
const uint32 = z.int().min(0).max(0xffff_ffff);
const codecValues = z.record(
  z.string().max(64),
  z.union([z.string().max(256), z.number(), z.boolean(), z.null()]),
);
const rtcpFeedback = z
  .array(z.looseObject({ type: z.string().max(64), parameter: z.string().max(64).optional() }))
  .max(16);

const header = z.looseObject({
  uri: z.string().max(200),
  id: z.int().min(1).max(255),
  encrypt: z.boolean().optional(),
  parameters: codecValues.optional(),
});
const codec = z.looseObject({
  mimeType,
  payloadType: z.int().min(0).max(127),
  clockRate: z.int().positive().max(1_000_000),
  channels: z.int().min(1).max(16).optional(),
  parameters: codecValues.optional(),
  rtcpFeedback: rtcpFeedback.optional(),
});
const encoding = z.looseObject({
  ssrc: uint32.optional(),
  rid: z.string().max(16).optional(),
  codecPayloadType: z.int().min(0).max(127).optional(),
  rtx: z.looseObject({ ssrc: uint32 }).optional(),
  dtx: z.boolean().optional(),
  scalabilityMode: z
    .string()
    .regex(/^[LS][1-9]\d?T[1-9]\d?[A-Za-z_]{0,10}$/)
    .optional(),
  maxBitrate: uint32.optional(),
});

export const rtpParameters = z.looseObject({
  mid: z.string().max(64).optional(),
  codecs: z.array(codec).min(1).max(16),
  headerExtensions: z.array(header).max(32).optional(),
  encodings: z.array(encoding).min(1).max(8).optional(),
  rtcp: z
    .looseObject({ cname: z.string().max(128).optional(), reducedSize: z.boolean().optional() })
    .optional(),
  msid: z.string().max(200).optional(),
});

export const rtpCapabilities = z.looseObject({
  codecs: z
    .array(
      z.looseObject({
        kind: z.enum(['audio', 'video']),
        mimeType,
        clockRate: z.int().positive().max(1_000_000),
        channels: z.int().min(1).max(16).optional(),
        preferredPayloadType: z.int().min(0).max(127).optional(),
        parameters: codecValues.optional(),
        rtcpFeedback: rtcpFeedback.optional(),
      }),
    )
    .max(64),
  headerExtensions: z
    .array(z.looseObject({ uri: z.string().max(200), preferredId: z.int().min(1).max(255).optional() }))
    .max(64)
    .optional(),
});

export const transportOptions = z.object({
  id: z.string(),
  iceParameters: z.looseObject({ usernameFragment: z.string(), password: z.string() }),
  iceCandidates: z.array(z.looseObject({})),
  dtlsParameters: z.looseObject({ fingerprints: z.array(z.looseObject({})) }),
});
