import { readFileSync } from 'node:fs';
import type { ClientConfig } from 'pg';

/** Why a `DATABASE_URL` cannot be used, in words that do not repeat it: it may hold a password. */
export class DatabaseUrlError extends Error {
  override readonly name = 'DatabaseUrlError';
}

export type DatabaseTarget = {
  readonly connection: ClientConfig;
  /** `host:port`, or the folder of its socket: how the server is named to people. */
  readonly server: string;
  readonly database: string;
};

const known: ReadonlySet<string> = new Set(['host', 'port', 'sslmode', 'sslrootcert', 'options']);

function parse(text: string): URL {
  if (!URL.canParse(text)) throw new DatabaseUrlError('it is not a URL');
  const url = new URL(text);
  if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:') {
    throw new DatabaseUrlError('it must begin with postgres://');
  }
  for (const name of url.searchParams.keys()) {
    if (!known.has(name)) throw new DatabaseUrlError(`it has ?${name}=, which is not known here`);
  }
  return url;
}

function tlsOf(url: URL): Required<Pick<ClientConfig, 'ssl'>> {
  const mode = url.searchParams.get('sslmode');
  // Said in any case: else PGSSLMODE would decide, which knows a mode without verification.
  if (mode === null || mode === 'disable') return { ssl: false };
  // There is no mode that encrypts without knowing to whom.
  if (mode !== 'require' && mode !== 'verify-full') {
    throw new DatabaseUrlError('its sslmode is none of disable, require and verify-full');
  }
  const file = url.searchParams.get('sslrootcert');
  if (file === null) return { ssl: true };
  try {
    return { ssl: { ca: readFileSync(file, 'utf8') } };
  } catch {
    throw new DatabaseUrlError(`its sslrootcert ${file} cannot be read`);
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new DatabaseUrlError('it has a % that does not stand before two hexadecimal digits');
  }
}

/**
 * Reads `postgres://user:password@host:port/database`, with `sslmode` (disable, require, verify-full;
 * a server's certificate is always verified), `sslrootcert`, `options`, and `host` for a socket's
 * folder in the place of the URL's host. Throws `DatabaseUrlError`.
 */
export function readDatabaseUrl(text: string): DatabaseTarget {
  const url = parse(text);
  const host = url.searchParams.get('host') ?? decode(url.hostname).replace(/^\[(.+)\]$/, '$1');
  if (host === '') throw new DatabaseUrlError('it names no host');
  const port = Number(url.searchParams.get('port') ?? (url.port === '' ? 5432 : url.port));
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new DatabaseUrlError('its port is wrong');
  const database = decode(url.pathname.slice(1));
  if (database === '' || database.includes('/')) throw new DatabaseUrlError('it names no database');
  const user = decode(url.username);
  if (user === '') throw new DatabaseUrlError('it names no user');
  const password = decode(url.password);
  const options = url.searchParams.get('options');
  return {
    connection: {
      host,
      port,
      database,
      user,
      ...(password === '' ? {} : { password }),
      ...(options === null ? {} : { options }),
      ...tlsOf(url),
    },
    server: host.startsWith('/') ? host : `${host.includes(':') ? `[${host}]` : host}:${port}`,
    database,
  };
}
