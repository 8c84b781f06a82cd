import { createContext, useContext } from 'react';
import type {
  SocketNotice,
  SocketNoticeName,
  SocketReply,
  SocketRequest,
  SocketRequestName,
} from '#shared/contracts/socket.ts';

export type HubSocketState = 'connecting' | 'connected' | 'offline';

/** The one socket to a hub. It comes back by itself; what was joined on it has to be joined again. */
export type HubSocket = {
  readonly state: HubSocketState;
  /** Throws RefusedError: the hub's reason, or `hub-unreachable` without a connection or an answer in time. */
  request<N extends SocketRequestName>(name: N, request: SocketRequest<N>): Promise<SocketReply<N>>;
  /** Returns how to stop listening. */
  on<N extends SocketNoticeName>(name: N, listener: (notice: SocketNotice<N>) => void): () => void;
  /** Called at every change of state, not at once. Returns how to stop. */
  onState(listener: (state: HubSocketState) => void): () => void;
  /** While held, reconnecting waits 1 s at most (rule L6). Returns how to let go. */
  holdStage(): () => void;
};

export const HubSocketContext = createContext<HubSocket | null>(null);

/** The socket of the hub in scope; only inside a `WorkshopScope`. */
export function useHubSocket(): HubSocket {
  const socket = useContext(HubSocketContext);
  if (!socket) throw new Error('useHubSocket needs a WorkshopScope around it');
  return socket;
}
