import { safeStorage } from 'electron';
import type { Vault } from './Secrets.ts';

/**
 * The system's keyring, or `null` where it offers none: on Linux without a secret service Electron would
 * encrypt with a password that everyone knows. Call when the app is ready.
 */
export function keyring(): Vault | null {
  if (!safeStorage.isEncryptionAvailable()) return null;
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return null;
  return {
    encrypt: (text) => safeStorage.encryptString(text).toString('base64'),
    decrypt: (stored) => safeStorage.decryptString(Buffer.from(stored, 'base64')),
  };
}
