import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import { type IpcReply, type IpcRequest, type IpcRequestName, ipcRequests } from '#shared/contracts/ipc.ts';
import { ipcChannels, ipcRequestNames } from '#shared/contracts/ipcNames.ts';
import type { Log } from '../files/Log.ts';
import { isOwnPage } from '../security/permissions.ts';
import { answerRequest } from './answerRequest.ts';

export type IpcHandlers = {
  readonly [N in IpcRequestName]: (request: IpcRequest<N>) => Promise<IpcReply<N>>;
};

/** Answers every request of the contract; a sender that is not our page's main frame is refused. */
export function registerRequests(handlers: IpcHandlers, log: Log): void {
  ipcMain.handle(ipcChannels.ask, async (event, name: unknown, request: unknown) => {
    if (!isOwnSender(event)) return { refused: 'not-allowed' };
    const known = ipcRequestNames.find((candidate) => candidate === name);
    if (!known) return { refused: 'malformed' };
    const handler: (request: never) => Promise<unknown> = handlers[known];
    return answerRequest(ipcRequests[known].request, handler, request, log);
  });
}

/** Whether a message is from the main frame of our own page. */
export function isOwnSender(event: Pick<IpcMainInvokeEvent, 'senderFrame'>): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isOwnPage(frame.url);
}
