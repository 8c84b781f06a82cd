import { z } from 'zod';

export const flag = z.enum(['0', '1']).transform((value) => value === '1');

/** Settings of which nothing is repeated in what is said of them: an address may have keys in it. */
export const s3Secrets = ['LECTERN_S3_ENDPOINT', 'LECTERN_S3_KEY_ID', 'LECTERN_S3_SECRET'] as const;

function assertEndpoint(text: string, context: z.core.$RefinementCtx<string>): void {
  if (text === '') return;
  const url = URL.canParse(text) ? new URL(text) : null;
  const message =
    url === null || !/^https?:$/.test(url.protocol)
      ? 'must be an http or https address'
      : url.username !== '' || url.password !== ''
        ? 'must be without keys, which have settings of their own'
        : null;
  if (message !== null) context.addIssue({ code: 'custom', message });
}

export const s3Environment = {
  LECTERN_S3_BUCKET: z
    .string()
    .regex(/^$|^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket')
    .default(''),
  LECTERN_S3_ENDPOINT: z.string().superRefine(assertEndpoint).default(''),
  LECTERN_S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'must be the name of a region')
    .default('us-east-1'),
  LECTERN_S3_KEY_ID: z.string().trim().default(''),
  LECTERN_S3_SECRET: z.string().trim().default(''),
  LECTERN_S3_PATH_STYLE: flag.optional(),
};

type S3Environment = z.output<z.ZodObject<typeof s3Environment>>;

/** A bucket of S3, or of a server that speaks it, in which the media store is. */
export type S3Setting = {
  /** `null` is Amazon's. */
  readonly endpoint: string | null;
  readonly bucket: string;
  readonly region: string;
  /** `null` leaves them to where Amazon's own tools look: files, the machine's role. */
  readonly keys: { readonly id: string; readonly secret: string } | null;
  /** The bucket is named in the path, not in the host. */
  readonly pathStyle: boolean;
};

/** The bucket that is set, `null` where none is, or what is wrong as a sentence. */
export function s3Of(set: S3Environment): S3Setting | string | null {
  const { LECTERN_S3_BUCKET: bucket, LECTERN_S3_ENDPOINT: endpoint, LECTERN_S3_PATH_STYLE } = set;
  const { LECTERN_S3_KEY_ID: id, LECTERN_S3_SECRET: secretKey } = set;
  if ((id === '') !== (secretKey === '')) return 'LECTERN_S3_KEY_ID and LECTERN_S3_SECRET go together';
  if (bucket === '') {
    return endpoint === '' && id === '' ? null : 'The LECTERN_S3 settings need LECTERN_S3_BUCKET';
  }
  return {
    endpoint: endpoint || null,
    bucket,
    region: set.LECTERN_S3_REGION,
    keys: id === '' ? null : { id, secret: secretKey },
    pathStyle: LECTERN_S3_PATH_STYLE ?? endpoint !== '',
  };
}
