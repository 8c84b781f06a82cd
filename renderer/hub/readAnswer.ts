import { type IpcReply, type IpcRequestName, ipcRequests } from '#shared/contracts/ipc.ts';
import { RefusedError, refusal } from '#shared/contracts/refusals.ts';

/** Reads what main answered. Throws RefusedError: main's reason, or `malformed` where it does not fit the contract. */
export function readAnswer<N extends IpcRequestName>(name: N, answer: unknown): IpcReply<N> {
  const refused = refusal.safeParse(answer);
  if (refused.success) throw new RefusedError(refused.data.refused, refused.data.detail);
  const ok = typeof answer === 'object' && answer !== null && 'ok' in answer ? answer.ok : undefined;
  const read = ipcRequests[name].reply.safeParse(ok);
  if (!read.success) throw new RefusedError('malformed', `${name}: ${read.error.message}`);
  return read.data as IpcReply<N>;
}
