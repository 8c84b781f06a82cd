import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { type Refusal, RefusedError } from '#shared/contracts/refusals.ts';
import { SOCKET_MESSAGE_LIMIT, type SocketRequestName } from '#shared/contracts/socket.ts';
import type { Limits } from '../http/Limits.ts';
import type { TrustedProxies } from '../http/TrustedProxies.ts';
import type { Log } from '../log.ts';
import type { Caller } from '../people/Access.ts';
import type { Notices } from '../sync/Notices.ts';
import { admit, type SocketAccess } from './admit.ts';
import { ConnectedClient, roomOfAccount, roomOfDevice } from './ConnectedClient.ts';
import { dispatch } from './dispatch.ts';
import type { SocketHandlers } from './SocketClient.ts';

/** The most sockets that one account may have open at once (rule A5). */
const SOCKETS_PER_ACCOUNT = 16;

export type SocketOptions = {
  readonly server: HttpServer;
  readonly access: SocketAccess;
  readonly limits: Limits;
  readonly proxies: TrustedProxies;
  readonly notices: Notices;
  readonly handlers: SocketHandlers<Exclude<SocketRequestName, 'auth.renew'>>;
  readonly log: Log;
};

export type AttachedSocket = {
  /** How many are open. */
  readonly count: number;
  /** Disconnects everyone, who then come back by themselves to what runs next; ends the HTTP server too. */
  close(): Promise<void>;
};

/** Serves the socket wire (`shared/contracts/socket.ts`) on an HTTP server. */
export function attachSocket(options: SocketOptions): AttachedSocket {
  const { access, log } = options;
  const io = new Server(options.server, {
    transports: ['websocket'],
    allowUpgrades: false,
    serveClient: false,
    maxHttpBufferSize: SOCKET_MESSAGE_LIMIT,
    pingInterval: 3_000,
    pingTimeout: 4_000,
    connectTimeout: 10_000,
  });
  io.use((socket, next) => {
    letIn(io, socket, options).then(
      () => next(),
      (error: unknown) => next(connectError(error, log)),
    );
  });
  io.on('connection', (socket) => serve(socket, options));
  const endListening = [
    access.onRemoved((accountId) => io.in(roomOfAccount(accountId)).disconnectSockets(true)),
    access.onSignedOut(({ deviceId }) => io.in(roomOfDevice(deviceId)).disconnectSockets(true)),
  ];
  return {
    get count() {
      return io.sockets.sockets.size;
    },
    close: async () => {
      for (const end of endListening) end();
      await io.close();
    },
  };
}

async function letIn(io: Server, socket: Socket, options: SocketOptions): Promise<void> {
  const { access, limits, proxies } = options;
  const { headers, auth } = socket.handshake;
  const forwardedFor = [headers['x-forwarded-for'] ?? []].flat().join(',');
  const address = proxies.clientOf(socket.handshake.address, forwardedFor);
  const caller = await admit(access, limits, { origin: headers.origin, address, auth });
  const room = roomOfAccount(caller.accountId);
  if ((io.sockets.adapter.rooms.get(room)?.size ?? 0) >= SOCKETS_PER_ACCOUNT) {
    throw new RefusedError('too-many', 'sockets');
  }
  await socket.join([room, roomOfDevice(caller.deviceId)]);
  socket.data = caller;
}

/** What `connect_error` carries: the refusal is in its `data`. */
function connectError(error: unknown, log: Log): Error & { data: Refusal } {
  if (!(error instanceof RefusedError)) log.error({ err: error }, 'a socket could not be let in');
  const refusal: Refusal = error instanceof RefusedError ? error.toRefusal() : { refused: 'hub-error' };
  return Object.assign(new Error(refusal.refused), { data: refusal });
}

function serve(socket: Socket, options: SocketOptions): void {
  const { access, limits, log } = options;
  const caller = socket.data as Caller;
  const client = new ConnectedClient(socket, caller);
  client.admit(caller.expires);
  options.notices.add(client);
  const handlers: SocketHandlers = {
    ...options.handlers,
    'auth.renew': async (_, { token }) => {
      const renewed = await access.verifyAccess(token);
      const same = renewed.accountId === client.accountId && renewed.deviceId === client.deviceId;
      if (!same) throw new RefusedError('not-allowed', 'another account or device');
      client.admit(renewed.expires);
      return {};
    },
  };
  socket.onAny((name: string, ...rest: unknown[]) => {
    const acknowledge = rest.at(-1);
    if (typeof acknowledge !== 'function') return; // nobody waits for an answer, so nothing is done
    const allowed = () => limits.take('socket', client.accountId);
    void dispatch(handlers, client, { name, body: rest[0], allowed }, (error, at) => {
      log.error({ err: error, at, accountId: client.accountId }, 'a socket request failed');
    }).then((answer) => acknowledge(answer));
  });
}
