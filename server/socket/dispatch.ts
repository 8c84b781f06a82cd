import { type Refusal, RefusedError } from '#shared/contracts/refusals.ts';
import { type SocketRequestName, socketRequests } from '#shared/contracts/socket.ts';
import type { SocketClient, SocketHandlers } from './SocketClient.ts';

type Answer = { readonly ok: unknown } | Refusal;

/** Told of what nobody foresaw; the one who asked only hears `hub-error`. */
export type UnexpectedError = (error: unknown, name: string) => void;

function isRequestName(name: string): name is SocketRequestName {
  return Object.hasOwn(socketRequests, name);
}

/**
 * Answers one message of a socket: parsed by the contract, handled, and acknowledged with `{ ok }` or a
 * refusal by name. Never throws.
 */
export async function dispatch(
  handlers: SocketHandlers,
  client: SocketClient,
  message: {
    readonly name: string;
    readonly body: unknown;
    /** Throws `RefusedError` where the limit of who asks is reached. */
    readonly allowed: () => void;
  },
  unexpected: UnexpectedError,
): Promise<Answer> {
  const { name, body, allowed } = message;
  try {
    allowed();
    if (!isRequestName(name)) throw new RefusedError('malformed', 'unknown event');
    return { ok: await answer(handlers, client, name, body) };
  } catch (error) {
    if (error instanceof RefusedError) return error.toRefusal();
    unexpected(error, name);
    return { refused: 'hub-error' };
  }
}

async function answer<N extends SocketRequestName>(
  handlers: SocketHandlers,
  client: SocketClient,
  name: N,
  body: unknown,
): Promise<unknown> {
  const read = socketRequests[name].request.safeParse(body);
  if (!read.success) {
    const issue = read.error.issues[0];
    throw new RefusedError('malformed', issue && `${issue.path.join('.')}: ${issue.message}`);
  }
  const handler = handlers[name] as (client: SocketClient, request: unknown) => Promise<unknown>;
  return handler(client, read.data);
}
