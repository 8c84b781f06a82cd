import type {
  SocketNotice,
  SocketNoticeName,
  SocketReply,
  SocketRequest,
  SocketRequestName,
} from '#shared/contracts/socket.ts';

export type WireState = 'connecting' | 'connected' | 'offline';

/** What the stage needs of the hub's socket. `request` rejects with a RefusedError. */
export type StageWire = {
  readonly state: WireState;
  request<N extends SocketRequestName>(name: N, request: SocketRequest<N>): Promise<SocketReply<N>>;
  on<N extends SocketNoticeName>(name: N, listener: (notice: SocketNotice<N>) => void): () => void;
  onState(listener: (state: WireState) => void): () => void;
  /** While held, reconnecting waits a second at most (design rule L6). */
  holdStage(): () => void;
};
