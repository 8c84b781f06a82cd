import {
  type Bridge,
  type IpcNotice,
  type IpcNoticeName,
  type IpcReply,
  type IpcRequest,
  type IpcRequestName,
  ipcNotices,
} from '#shared/contracts/ipc.ts';
import { readAnswer } from './readAnswer.ts';

declare global {
  interface Window {
    readonly lectern: Bridge;
  }
}

/**
 * Asks main over the bridge. Throws RefusedError with main's reason, or with `malformed` where the
 * answer does not fit the contract.
 */
export async function ask<N extends IpcRequestName>(name: N, request: IpcRequest<N>): Promise<IpcReply<N>> {
  return readAnswer(name, await askRaw(name, request));
}

/** Main's answer as it came, for who reads it elsewhere. */
export function askRaw(name: IpcRequestName, request: unknown): Promise<unknown> {
  return window.lectern.ask(name, request);
}

/** Hears a notice of main; returns how to stop. A notice that does not parse is logged and dropped. */
export function listen<N extends IpcNoticeName>(
  name: N,
  listener: (notice: IpcNotice<N>) => void,
): () => void {
  return window.lectern.listen(name, (raw) => {
    const read = ipcNotices[name].safeParse(raw);
    if (read.success) listener(read.data as IpcNotice<N>);
    else console.error(`main sent a malformed ${name}`, read.error.message);
  });
}
