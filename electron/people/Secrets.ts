import { createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { JsonFile, type Sealing } from '../files/JsonFile.ts';
import type { Log } from '../files/Log.ts';

/** By what one hub knows this profile again. */
export type Device = { readonly id: string; readonly secret: string };

const contents = z.object({
  /** What the device of every hub is derived from; no hub ever sees it. */
  device: z.object({ secret: z.string().min(32) }).nullable(),
  /** Hub fingerprint → refresh token. */
  refreshTokens: z.record(z.string(), z.string()),
});
type Contents = z.infer<typeof contents>;

/** The operating system's keyring; text in, text fit for a file out. */
export type Vault = {
  readonly encrypt: (text: string) => string;
  readonly decrypt: (stored: string) => string;
};

const SEALED = 'sealed:';

/**
 * What must not leave main: the device's secret and the refresh tokens (design rule A2). Encrypted by
 * the vault where there is one, else a file that only its owner may read. Where the vault does not open the
 * file, everything asked is refused as `keyring-locked` and the file stays.
 */
export class Secrets {
  readonly #file: JsonFile<Contents>;
  #contents: Contents | RefusedError;

  private constructor(file: JsonFile<Contents>, read: Contents | RefusedError) {
    this.#file = file;
    this.#contents = read;
  }

  static async open(folder: string, vault: Vault | null, log: Log): Promise<Secrets> {
    const file = new JsonFile<Contents>({
      path: join(folder, 'secrets.json'),
      schema: contents,
      empty: { device: null, refreshTokens: {} },
      log,
      mode: 0o600,
      sealing: sealingOf(vault),
    });
    const read = await file.read().catch((error: unknown) => {
      if (error instanceof RefusedError && error.reason === 'keyring-locked') return error;
      throw error;
    });
    return new Secrets(file, read);
  }

  /**
   * The identity by which this hub knows this profile again: always the same, and another one for every
   * hub. Throws `RefusedError('keyring-locked')`.
   */
  async device(hub: string): Promise<Device> {
    const root = await this.#rootSecret();
    return {
      id: uuidOf(derive(root, `id${hub}`)),
      secret: derive(root, `secret${hub}`).toString('base64url'),
    };
  }

  /** Throws `RefusedError('keyring-locked')`. */
  refreshToken(hub: string): string | null {
    return this.#read().refreshTokens[hub] ?? null;
  }

  /** Throws `RefusedError('keyring-locked')`. */
  async setRefreshToken(hub: string, token: string): Promise<void> {
    const held = this.#read();
    await this.#keep({ ...held, refreshTokens: { ...held.refreshTokens, [hub]: token } });
  }

  /** Throws `RefusedError('keyring-locked')`. */
  async forgetRefreshToken(hub: string): Promise<void> {
    const held = this.#read();
    const { [hub]: gone, ...refreshTokens } = held.refreshTokens;
    if (gone !== undefined) await this.#keep({ ...held, refreshTokens });
  }

  async #rootSecret(): Promise<string> {
    const held = this.#read();
    if (held.device) return held.device.secret;
    const secret = randomBytes(32).toString('base64url');
    await this.#keep({ ...held, device: { secret } });
    return secret;
  }

  #read(): Contents {
    if (this.#contents instanceof RefusedError) throw this.#contents;
    return this.#contents;
  }

  async #keep(next: Contents): Promise<void> {
    this.#contents = next;
    await this.#file.write(next);
  }
}

function derive(secret: string, purpose: string): Buffer {
  return createHmac('sha256', secret).update(purpose).digest();
}

/** The first 16 bytes as a UUID of version 8 (RFC 9562: of the maker's own design). */
function uuidOf(bytes: Buffer): string {
  const own = Buffer.from(bytes.subarray(0, 16));
  own.writeUInt8((own.readUInt8(6) & 0x0f) | 0x80, 6);
  own.writeUInt8((own.readUInt8(8) & 0x3f) | 0x80, 8);
  return own.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function sealingOf(vault: Vault | null): Sealing {
  return {
    seal: (text) => (vault ? SEALED + vault.encrypt(text) : text),
    open: (stored) => {
      if (!stored.startsWith(SEALED)) return stored;
      if (!vault) throw new Error('the keyring that sealed this file is not available');
      return vault.decrypt(stored.slice(SEALED.length));
    },
  };
}
