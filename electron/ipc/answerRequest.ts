import type { z } from 'zod';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { errorLine } from '../files/errors.ts';
import type { Log } from '../files/Log.ts';

/** Parses a request and runs its handler: `{ ok }`, or a refusal by name, never an exception. */
export async function answerRequest(
  schema: z.ZodType,
  handler: (request: never) => Promise<unknown>,
  request: unknown,
  log: Log,
): Promise<unknown> {
  const read = schema.safeParse(request);
  if (!read.success) return { refused: 'malformed' };
  try {
    return { ok: await handler(read.data as never) };
  } catch (error) {
    if (error instanceof RefusedError) return error.toRefusal();
    log.error(`request: ${errorLine(error)}`);
    return { refused: 'hub-error' };
  }
}
