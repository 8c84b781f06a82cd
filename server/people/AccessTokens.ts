import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { HubKey } from './HubKey.ts';

const claims = z.object({ sub: z.uuid(), device: z.uuid(), exp: z.int() });

/** Who a token speaks for; `expires` in ms since 1970. */
export type TokenHolder = { readonly accountId: string; readonly deviceId: string; readonly expires: number };

const VERIFIED_KEPT = 2000;

/** Short-lived tokens that the hub signs (EdDSA JWT): account, device, and until when. */
export class AccessTokens {
  readonly #key: HubKey;
  readonly #seconds: number;
  readonly #verified = new Map<string, TokenHolder>();

  constructor(key: HubKey, seconds: number) {
    this.#key = key;
    this.#seconds = seconds;
  }

  async issue(accountId: string, deviceId: string): Promise<{ token: string; expires: number }> {
    const issued = Math.floor(Date.now() / 1000);
    const exp = issued + this.#seconds;
    const token = await new SignJWT({ device: deviceId })
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer(this.#key.fingerprint)
      .setSubject(accountId)
      .setIssuedAt(issued)
      .setExpirationTime(exp)
      .sign(this.#key.privateKey);
    return { token, expires: exp * 1000 };
  }

  /** Throws `RefusedError` token-missing, token-expired or token-forged. */
  async verify(token: string): Promise<TokenHolder> {
    if (token === '') throw new RefusedError('token-missing');
    const known = this.#verified.get(token);
    if (known && known.expires > Date.now()) return known;
    const holder = await this.#read(token);
    if (this.#verified.size >= VERIFIED_KEPT) this.#verified.clear();
    this.#verified.set(token, holder);
    return holder;
  }

  async #read(token: string): Promise<TokenHolder> {
    try {
      const { payload } = await jwtVerify(token, this.#key.publicKey, {
        issuer: this.#key.fingerprint,
        algorithms: ['EdDSA'],
      });
      const { sub, device, exp } = claims.parse(payload);
      return { accountId: sub, deviceId: device, expires: exp * 1000 };
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new RefusedError('token-expired');
      if (error instanceof errors.JOSEError || error instanceof z.ZodError) {
        throw new RefusedError('token-forged');
      }
      throw error;
    }
  }
}
