import { createHash } from 'node:crypto';
import { HashThread } from './HashThread.ts';

const thread = new HashThread();

/** SHA-256, hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** SHA-256, hexadecimal, of bytes that nobody writes to meanwhile; beside this thread where they lie in shared memory. */
export async function sha256Beside(bytes: Uint8Array): Promise<string> {
  if (!isShared(bytes)) return sha256(bytes);
  try {
    return await thread.hash(bytes);
  } catch (error) {
    console.warn('the thread that hashes has failed; hashed without it', error);
    return sha256(bytes);
  }
}

/** Memory that another thread can read as well: what is hashed beside this one. */
export function sharedMemory(length: number): Buffer {
  return Buffer.from(new SharedArrayBuffer(length));
}

function isShared(bytes: Uint8Array): bytes is Uint8Array<SharedArrayBuffer> {
  return bytes.buffer instanceof SharedArrayBuffer;
}
