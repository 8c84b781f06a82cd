import { resolve } from 'node:path';
import { z } from 'zod';
import { isSecureAddress } from '#shared/people/inviteLink.ts';
import { flag, type S3Setting, s3Environment, s3Of, s3Secrets } from './s3Setting.ts';
import { readDatabaseUrl } from './store/postgres/readDatabaseUrl.ts';

const port = z.coerce.number().int().min(0).max(65_535);

/** Listening there is listening at every address of the machine, and none that could be announced. */
const anyAddress: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** A setting that may hold a password is not repeated in what is said of it. */
const secret: ReadonlySet<string> = new Set(['DATABASE_URL', 'LECTERN_METRICS_TOKEN', ...s3Secrets]);

function assertDatabaseUrl(text: string, context: z.core.$RefinementCtx<string>): void {
  try {
    if (text !== '') readDatabaseUrl(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
  }
}

/** Every setting of a hub, as its environment variable, with what is taken where it is not set. */
const environment = z.object({
  LECTERN_DATA: z
    .string()
    .min(1)
    .default('.lectern/hub')
    .transform((path) => resolve(path)),
  DATABASE_URL: z.string().superRefine(assertDatabaseUrl).default(''),
  LECTERN_PORT: port.default(7340),
  LECTERN_HOST: z.string().min(1).default('127.0.0.1'),
  LECTERN_NAME: z.string().trim().min(1).max(120).default('Lectern hub'),
  LECTERN_DEMO: flag.default(false),
  LECTERN_ASSETS: z
    .string()
    .min(1)
    .default('assets')
    .transform((path) => resolve(path)),
  LECTERN_WORKSHOPS: z
    .string()
    .min(1)
    .transform((path) => resolve(path))
    .optional(),
  LECTERN_ADDRESS: z
    .url({ protocol: /^https?$/ })
    .refine(
      (address) => URL.canParse(address) && isSecureAddress(address),
      'must be https, or on this machine',
    )
    .refine(
      (address) => URL.canParse(address) && new URL(address).pathname === '/',
      'must be without a path: invite links carry the origin alone',
    )
    .nullable()
    .default(null),
  LECTERN_TLS: z.enum(['', 'own']).default(''),
  LECTERN_TLS_CERT: z.string().default(''),
  LECTERN_TLS_KEY: z.string().default(''),
  LECTERN_RTC_PORT: port.default(0),
  LECTERN_RTC_HOST: z.string().min(1).optional(),
  LECTERN_RTC_ADDRESS: z.string().min(1).optional(),
  LECTERN_RTC_WORKERS: z.coerce.number().int().min(1).max(256).optional(),
  LECTERN_RTC_CROWD: z.coerce.number().int().min(1).max(100_000).default(200),
  LECTERN_METRICS_TOKEN: z.string().min(16, 'must be 16 characters or more').optional(),
  LECTERN_TRUSTED_PROXY: z
    .string()
    .default('')
    .transform((list) => list.split(',').flatMap((entry) => entry.trim() || []))
    .pipe(z.array(z.union([z.ipv4(), z.ipv6()], 'must be addresses, separated by commas'))),
  ...s3Environment,
  LECTERN_LOG: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  LECTERN_JOBS: z.coerce.number().int().min(1).max(16).default(1),
  LECTERN_ACCESS_SECONDS: z.coerce.number().int().min(1).max(86_400).default(600),
});

/** How the hub itself serves https; `none` leaves that to a web server in front. */
export type TlsSetting =
  | { readonly kind: 'none' }
  | { readonly kind: 'own' }
  | { readonly kind: 'files'; readonly cert: string; readonly key: string };

export type Config = {
  /** Folder of everything that the hub keeps. */
  readonly data: string;
  /** `postgres://…`, the database; `null` is SQLite in the folder. It may hold a password. */
  readonly databaseUrl: string | null;
  /** Where the bytes of recordings are kept; `null` is the folder. */
  readonly s3: S3Setting | null;
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  readonly name: string;
  readonly demo: boolean;
  /** Folder with the workshops, recordings and rehearsal of a demonstration. */
  readonly assets: string;
  /** Folder with workshops and recordings to hold on real time; `null` where none is to be taken in. */
  readonly workshops: string | null;
  /** Public address for invite links; `null` is the address it listens at. */
  readonly address: string | null;
  readonly tls: TlsSetting;
  /** UDP and TCP port of the first media worker, the next ones' follow; 0 takes any that are free. */
  readonly rtcPort: number;
  /** The address that live media listens at. */
  readonly rtcHost: string;
  /** The address that live media is announced at. */
  readonly rtcAddress: string;
  /** Media workers; `null`: one for each core. */
  readonly rtcWorkers: number | null;
  /** A media router with as many consumers takes no more of an audience. */
  readonly rtcCrowd: number;
  /** Whoever has it may ask for the hub's figures from anywhere. */
  readonly metricsToken: string | null;
  /** Addresses of the reverse proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  readonly log: string;
  /** Uploads that are worked on at once. */
  readonly jobs: number;
  /** How long an access token works, in seconds. */
  readonly accessSeconds: number;
};

type Environment = z.output<typeof environment>;

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

function wrong(sentence: string): ConfigError {
  return new ConfigError(`The hub's settings are wrong. ${sentence}`);
}

function tlsOf(set: Environment): TlsSetting {
  const { LECTERN_TLS, LECTERN_TLS_CERT: cert, LECTERN_TLS_KEY: key, LECTERN_ADDRESS } = set;
  if ((cert === '') !== (key === '')) throw wrong('LECTERN_TLS_CERT and LECTERN_TLS_KEY go together');
  if (LECTERN_TLS === '' && cert === '') return { kind: 'none' };
  if (LECTERN_TLS !== '' && cert !== '') throw wrong('LECTERN_TLS and LECTERN_TLS_CERT exclude each other');
  if (LECTERN_ADDRESS?.startsWith('http:')) {
    throw wrong(`LECTERN_ADDRESS=${JSON.stringify(LECTERN_ADDRESS)}: must be https, as the hub is`);
  }
  return cert === '' ? { kind: 'own' } : { kind: 'files', cert: resolve(cert), key: resolve(key) };
}

function readS3(set: Environment): S3Setting | null {
  const read = s3Of(set);
  if (typeof read === 'string') throw wrong(read);
  return read;
}

/** Reads the hub's settings. Throws one `ConfigError` that names every wrong value. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const read = environment.safeParse(env);
  if (!read.success) {
    const faults = read.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      const value = secret.has(name) ? '' : `=${JSON.stringify(env[name])}`;
      return `${name}${value}: ${issue.message}`;
    });
    throw wrong(faults.join('; '));
  }
  const set = read.data;
  if (set.LECTERN_DEMO && set.LECTERN_WORKSHOPS !== undefined) {
    throw wrong('LECTERN_DEMO and LECTERN_WORKSHOPS exclude each other');
  }
  const rtcHost = set.LECTERN_RTC_HOST ?? set.LECTERN_HOST;
  return {
    data: set.LECTERN_DATA,
    databaseUrl: set.DATABASE_URL || null,
    s3: readS3(set),
    port: set.LECTERN_PORT,
    host: set.LECTERN_HOST,
    name: set.LECTERN_NAME,
    demo: set.LECTERN_DEMO,
    assets: set.LECTERN_ASSETS,
    workshops: set.LECTERN_WORKSHOPS ?? null,
    address: set.LECTERN_ADDRESS,
    tls: tlsOf(set),
    rtcPort: set.LECTERN_RTC_PORT,
    rtcHost,
    rtcAddress: set.LECTERN_RTC_ADDRESS ?? (anyAddress.has(rtcHost) ? '127.0.0.1' : rtcHost),
    rtcWorkers: set.LECTERN_RTC_WORKERS ?? null,
    rtcCrowd: set.LECTERN_RTC_CROWD,
    metricsToken: set.LECTERN_METRICS_TOKEN ?? null,
    trustedProxies: set.LECTERN_TRUSTED_PROXY,
    log: set.LECTERN_LOG,
    jobs: set.LECTERN_JOBS,
    accessSeconds: set.LECTERN_ACCESS_SECONDS,
  };
}
