import type {
  SocketNotice,
  SocketNoticeName,
  SocketReply,
  SocketRequest,
  SocketRequestName,
} from '#shared/contracts/socket.ts';

/** One connected socket whose token was verified. */
export interface SocketClient {
  readonly id: string;
  readonly accountId: string;
  readonly deviceId: string;
  /** True from the moment on which the socket is gone; nothing reaches it then. */
  readonly gone: boolean;
  notify<N extends SocketNoticeName>(name: N, notice: SocketNotice<N>): void;
  /** From now on hears what is told to `room`, until it exits or is gone. */
  enter(room: string): void;
  exit(room: string): void;
  /** Tells everybody in `room`; encoded once, however many they are. */
  tell<N extends SocketNoticeName>(room: string, name: N, notice: SocketNotice<N>): void;
  /** Calls back once when the socket is gone, for whatever reason. */
  onGone(listener: () => void): void;
}

/** Answers one request; throws `RefusedError` for a "no". */
export type SocketHandler<N extends SocketRequestName> = (
  client: SocketClient,
  request: SocketRequest<N>,
) => Promise<SocketReply<N>>;

export type SocketHandlers<N extends SocketRequestName = SocketRequestName> = {
  readonly [P in N]: SocketHandler<P>;
};
