import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../store/writeWhole.ts';

/** The hub's Ed25519 key: its fingerprint is the hub's identity, and it signs tokens and manifests. */
export class HubKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** Raw public key, base64url. */
  readonly rawPublic: string;
  /** SHA-256 of the raw public key, base64url. */
  readonly fingerprint: string;

  private constructor(privateKey: KeyObject) {
    this.privateKey = privateKey;
    this.publicKey = createPublicKey(privateKey);
    const { x } = this.publicKey.export({ format: 'jwk' });
    if (typeof x !== 'string') throw new Error('the hub key is not an Ed25519 key');
    this.rawPublic = x;
    this.fingerprint = createHash('sha256').update(Buffer.from(x, 'base64url')).digest('base64url');
  }

  /** Reads the key from the hub's folder; makes it at the first start. */
  static async open(dataFolder: string): Promise<HubKey> {
    const file = join(dataFolder, 'hub-key.pem');
    const pem = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (pem !== null) return new HubKey(createPrivateKey(pem));
    const { privateKey } = generateKeyPairSync('ed25519');
    await writeWhole(file, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 0o600);
    return new HubKey(privateKey);
  }

  /** Ed25519 signature, base64url. */
  sign(text: string): string {
    return sign(null, Buffer.from(text, 'utf8'), this.privateKey).toString('base64url');
  }
}
