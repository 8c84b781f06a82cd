import { DatabaseError } from 'pg';
import { RefusedError } from '#shared/contracts/refusals.ts';

/** PostgreSQL's codes for a connection that is lost, or not to be had now (appendix A of its manual). */
const lostStates = /^(08...|57P0[1-5]|53300|25P0[34])$/;
const lostSystemCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
]);
/** What `pg`, its pool and Kysely say of a connection that is gone; these have no code. */
const lostWords =
  /Connection terminated|connection error and is not queryable|Client was closed|timeout exceeded when trying to connect|Query read timeout|connection has been discarded/i;
/** A lock that was not given in time, or a statement that took too long. */
const slowStates = /^(55P03|57014)$/;
/** serialization_failure and deadlock_detected: nothing was written, and it may be tried again. */
const passingStates = /^(40001|40P01)$/;

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Whether the transaction failed only because of others, so that it may be run again. */
export const isPassing = (error: unknown): boolean => passingStates.test(codeOf(error));

export function isLost(error: unknown): boolean {
  const code = codeOf(error);
  if (lostStates.test(code) || lostSystemCodes.has(code)) return true;
  return error instanceof Error && lostWords.test(error.message);
}

/**
 * What is thrown in an error's place: `RefusedError` hub-error for a connection that is lost and for a
 * lock that is not given in time, else the error, without the values of rows that PostgreSQL adds.
 */
export function nameFault(error: unknown): unknown {
  if (isLost(error)) return new RefusedError('hub-error', 'the database does not answer');
  if (slowStates.test(codeOf(error))) return new RefusedError('hub-error', 'the database is busy');
  if (error instanceof DatabaseError) {
    error.detail = undefined;
    error.where = undefined;
  }
  return error;
}
