import {
  type Bridge,
  type IpcNotice,
  type IpcNoticeName,
  type IpcReply,
  type IpcRequest,
  type IpcRequestName,
  ipcNotices,
  ipcRequests,
} from '#shared/contracts/ipc.ts';
import { RefusedError, refusal } from '#shared/contracts/refusals.ts';

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
  return readAnswer(name, await window.lectern.ask(name, request));
}

function readAnswer<N extends IpcRequestName>(name: N, answer: unknown): IpcReply<N> {
  const refused = refusal.safeParse(answer);
  if (refused.success) throw new RefusedError(refused.data.refused, refused.data.detail);
  const ok = typeof answer === 'object' && answer !== null && 'ok' in answer ? answer.ok : undefined;
  const read = ipcRequests[name].reply.safeParse(ok);
  if (!read.success) throw new RefusedError('malformed', `${name}: ${read.error.message}`);
  return read.data as IpcReply<N>;
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
