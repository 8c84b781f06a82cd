import { resolve } from 'node:path';
import { z } from 'zod';
import { isSecureAddress } from '#shared/people/inviteLink.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const flag = z.enum(['0', '1']).transform((value) => value === '1');

/** Listening there is listening at every address of the machine, and none that could be announced. */
const anyAddress: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** Every setting of a hub, as its environment variable, with what is taken where it is not set. */
const environment = z.object({
  LECTERN_DATA: z
    .string()
    .min(1)
    .default('.lectern/hub')
    .transform((path) => resolve(path)),
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
  LECTERN_RTC_PORT: port.default(0),
  LECTERN_RTC_HOST: z.string().min(1).optional(),
  LECTERN_RTC_ADDRESS: z.string().min(1).optional(),
  LECTERN_TRUSTED_PROXY: z
    .string()
    .default('')
    .transform((list) => list.split(',').flatMap((entry) => entry.trim() || []))
    .pipe(z.array(z.union([z.ipv4(), z.ipv6()], 'must be addresses, separated by commas'))),
  LECTERN_LOG: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  LECTERN_ACCESS_SECONDS: z.coerce.number().int().min(1).max(86_400).default(600),
});

export type Config = {
  /** Folder of everything that the hub keeps. */
  readonly data: string;
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
  /** UDP and TCP port of the first media worker, the next ones' follow; 0 takes any that are free. */
  readonly rtcPort: number;
  /** The address that live media listens at. */
  readonly rtcHost: string;
  /** The address that live media is announced at. */
  readonly rtcAddress: string;
  /** Addresses of the reverse proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  readonly log: string;
  /** How long an access token works, in seconds. */
  readonly accessSeconds: number;
};

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads the hub's settings. Throws one `ConfigError` that names every wrong value. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const read = environment.safeParse(env);
  if (!read.success) {
    const faults = read.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      return `${name}=${JSON.stringify(env[name])}: ${issue.message}`;
    });
    throw new ConfigError(`The hub's settings are wrong. ${faults.join('; ')}`);
  }
  const set = read.data;
  if (set.LECTERN_DEMO && set.LECTERN_WORKSHOPS !== undefined) {
    throw new ConfigError(
      "The hub's settings are wrong. LECTERN_DEMO and LECTERN_WORKSHOPS exclude each other",
    );
  }
  const rtcHost = set.LECTERN_RTC_HOST ?? set.LECTERN_HOST;
  return {
    data: set.LECTERN_DATA,
    port: set.LECTERN_PORT,
    host: set.LECTERN_HOST,
    name: set.LECTERN_NAME,
    demo: set.LECTERN_DEMO,
    assets: set.LECTERN_ASSETS,
    workshops: set.LECTERN_WORKSHOPS ?? null,
    address: set.LECTERN_ADDRESS,
    rtcPort: set.LECTERN_RTC_PORT,
    rtcHost,
    rtcAddress: set.LECTERN_RTC_ADDRESS ?? (anyAddress.has(rtcHost) ? '127.0.0.1' : rtcHost),
    trustedProxies: set.LECTERN_TRUSTED_PROXY,
    log: set.LECTERN_LOG,
    accessSeconds: set.LECTERN_ACCESS_SECONDS,
  };
}
