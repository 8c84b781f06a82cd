import { createServer, type Server as HttpServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SocketConnection } from '#renderer/hub/socketConnection.ts';
import { PROTOCOL } from '#shared/contracts/protocol.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { eventually } from '#tests/support/eventually.ts';

const workshopId = '00000000-0000-4000-8000-000000000001';

let httpServer: HttpServer;
let hub: Server;
let port: number;
let sockets: Socket[];
let refusals: string[];
let expiresIn: number;
let asked: boolean[];
let goOnline: () => void;
let connection: SocketConnection;

async function startHub(): Promise<void> {
  httpServer = createServer();
  hub = new Server(httpServer, { transports: ['websocket'] });
  hub.use((_, next) => {
    const refused = refusals.shift();
    next(refused === undefined ? undefined : Object.assign(new Error(refused), { data: { refused } }));
  });
  hub.on('connection', (socket) => {
    sockets.push(socket);
  });
  await new Promise<void>((resolve) => httpServer.listen(port, '127.0.0.1', resolve));
  port = (httpServer.address() as AddressInfo).port;
}

beforeEach(async () => {
  port = 0;
  sockets = [];
  refusals = [];
  asked = [];
  expiresIn = 600_000;
  await startHub();
  connection = new SocketConnection({
    address: `http://127.0.0.1:${port}`,
    token: async (renew) => {
      asked.push(renew);
      return { token: `token ${asked.length}`, expires: Date.now() + expiresIn };
    },
    hubNow: () => Date.now(),
    onOnline: (listener) => {
      goOnline = listener;
      return () => undefined;
    },
  });
});
afterEach(async () => {
  connection.close();
  await hub.close();
});

const connected = () => eventually(() => expect(connection.state).toBe('connected'));

describe('connecting', () => {
  it('says protocol and token by websocket', async () => {
    connection.open();
    await connected();
    expect(sockets[0]?.handshake.auth).toEqual({ protocol: PROTOCOL, token: 'token 1' });
    expect(sockets[0]?.conn.transport.name).toBe('websocket');
  });

  it('L6 comes back by itself with a token fetched anew when the socket is cut', async () => {
    connection.open();
    await connected();
    sockets[0]?.conn.close();
    await eventually(() => expect(sockets).toHaveLength(2));
    await connected();
    expect(sockets[1]?.handshake.auth.token).toBe('token 2');
  });

  it('comes back after the hub was gone and returned, and tells each state', async () => {
    const states: string[] = [];
    connection.onState((state) => states.push(state));
    connection.open();
    await connected();
    await hub.close();
    await eventually(() => expect(connection.state).not.toBe('connected'));
    await startHub();
    await connected();
    expect(states.slice(0, 3)).toEqual(['connecting', 'connected', 'offline']);
    expect(states.at(-1)).toBe('connected');
  });

  it('A4 renews a token that the hub calls expired', async () => {
    refusals.push('token-expired');
    connection.open();
    await connected();
    expect(asked).toEqual([false, true]);
  });

  it('L6 tries at once when the network is back', async () => {
    await hub.close();
    connection.open();
    await eventually(() => expect(connection.state).toBe('offline'));
    await startHub();
    goOnline();
    expect(connection.state).toBe('connecting');
    await connected();
  });

  it('L6 does not wait long on a stage for an attempt that a network swallowed', async () => {
    await hub.close();
    let attempts = 0;
    const silent = createTcpServer(() => {
      attempts += 1;
    });
    await new Promise<void>((done) => silent.listen(port, '127.0.0.1', done));
    connection.holdStage();
    connection.open();
    // So many do not go into the time that is waited for with patience twice.
    await eventually(() => expect(attempts).toBeGreaterThanOrEqual(3));
    connection.close();
    silent.close();
    await startHub();
  });

  it('stays closed after close', async () => {
    connection.open();
    await connected();
    connection.close();
    expect(connection.state).toBe('offline');
    await expect(connection.request('stage.leave', {})).rejects.toMatchObject({ reason: 'hub-unreachable' });
  });
});

describe('requests and notices', () => {
  it('answers with the reply of the hub, and with its refusal by name', async () => {
    connection.open();
    await connected();
    sockets[0]?.on('stage.leave', (_, acknowledge) => acknowledge({ ok: {} }));
    sockets[0]?.on('stage.createTransport', (_, acknowledge) => acknowledge({ refused: 'stage-closed' }));
    sockets[0]?.on('stage.restartIce', (_, acknowledge) => acknowledge({ ok: { ice: 1 } }));
    expect(await connection.request('stage.leave', {})).toEqual({});
    const transport = connection.request('stage.createTransport', { direction: 'send' });
    await expect(transport).rejects.toEqual(new RefusedError('stage-closed'));
    const restart = connection.request('stage.restartIce', { transportId: 'x' });
    await expect(restart).rejects.toMatchObject({ reason: 'malformed' });
  });

  it('is refused at once, and nothing is kept for later, without a connection', async () => {
    await expect(connection.request('stage.leave', {})).rejects.toMatchObject({ reason: 'hub-unreachable' });
  });

  it('hears notices over a reconnect until it stops listening, and drops malformed ones', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const heads: number[] = [];
    const stop = connection.on('head.moved', ({ head }) => heads.push(head));
    connection.open();
    await connected();
    sockets[0]?.emit('head.moved', { workshopId, head: 1, page: null });
    sockets[0]?.emit('head.moved', { workshopId: 'none', head: 2, page: null });
    await eventually(() => expect(told).toHaveBeenCalledOnce());
    sockets[0]?.conn.close();
    await eventually(() => expect(sockets).toHaveLength(2));
    sockets[1]?.emit('head.moved', { workshopId, head: 3, page: null });
    await eventually(() => expect(heads).toEqual([1, 3]));
    stop();
    told.mockRestore();
  });

  it('A4 gives the open socket a new token before the old one ends', async () => {
    expiresIn = 1_500;
    connection.open();
    await connected();
    const renewed = new Promise((resolve) => {
      sockets[0]?.on('auth.renew', (request, acknowledge) => {
        expiresIn = 600_000;
        acknowledge({ ok: {} });
        resolve(request);
      });
    });
    expect(await renewed).toEqual({ token: 'token 2' });
    expect(asked).toEqual([false, true]);
  });
});
