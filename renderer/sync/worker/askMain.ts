import type { IpcReply, IpcRequest } from '#shared/contracts/ipc.ts';
import { readAnswer } from '../../hub/readAnswer.ts';
import type { FromWorker, WorkerAsk } from './messages.ts';

const waiting = new Map<number, (answer: unknown) => void>();
let asked = 0;

/** Asks main from inside the worker, through its window. Throws RefusedError as the window's own `ask` does. */
export async function askMain<N extends WorkerAsk>(name: N, request: IpcRequest<N>): Promise<IpcReply<N>> {
  asked += 1;
  const id = asked;
  const answer = new Promise<unknown>((resolve) => waiting.set(id, resolve));
  const message: FromWorker = { say: 'ask', id, name, request };
  self.postMessage(message);
  return readAnswer(name, await answer);
}

/** The window has main's answer. */
export function answered(id: number, answer: unknown): void {
  waiting.get(id)?.(answer);
  waiting.delete(id);
}
